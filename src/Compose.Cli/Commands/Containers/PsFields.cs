using System.Collections.Immutable;
using System.Globalization;
using Compose.Cli.CommandLine;
using Compose.Cli.Rendering.Tables;
using Compose.Cli.Rendering.Templates;
using Compose.Execution.Queries;
using Compose.Files;
using Compose.Planning.Observed;

namespace Compose.Cli.Commands.Containers;

/// <summary>What `ps --format` can ask of a container, under Docker's names.</summary>
internal sealed class PsFields(bool isWhole, Dialect dialect, DateTimeOffset now)
{
    public const string Table = "{{.Name}}\t{{.Image}}\t{{.Command}}\t{{.Service}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}";

    public const string Raw = """
        container_id: {{.ID}}
        image: {{.Image}}
        command: {{.Command}}
        created_at: {{.CreatedAt}}
        state: {{- pad .State 1 0}}
        status: {{- pad .Status 1 0}}
        names: {{.Names}}
        labels: {{- pad .Labels 1 0}}
        ports: {{- pad .Ports 1 0}}

        """;

    private const string EngineLabel = "com.docker.compose.engine";
    private const int IdWidth = 12;
    private const int CommandWidth = 20;
    private const int MountWidth = 15;
    private const string NoValue = "<no value>";

    public static IReadOnlyDictionary<string, string> Heads { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ID"] = "CONTAINER ID",
        ["Name"] = "NAME",
        ["Project"] = "PROJECT",
        ["Service"] = "SERVICE",
        ["Image"] = "IMAGE",
        ["Command"] = "COMMAND",
        ["CreatedAt"] = "CREATED AT",
        ["RunningFor"] = "CREATED",
        ["Ports"] = "PORTS",
        ["State"] = "STATE",
        ["Status"] = "STATUS",
        ["Size"] = "SIZE",
        ["Labels"] = "LABELS",
        ["Engine"] = "ENGINE",
        ["ExitCode"] = NoValue,
        ["Health"] = NoValue,
        ["LocalVolumes"] = NoValue,
        ["Mounts"] = NoValue,
        ["Names"] = NoValue,
        ["Networks"] = NoValue,
        ["Publishers"] = NoValue,
    };

    /// <summary>In alphabetical order, as the JSON form has them.</summary>
    private static readonly ImmutableArray<string> AllNames =
    [
        "Command", "CreatedAt", "Engine", "ExitCode", "Health", "ID", "Image", "Labels", "LocalVolumes", "Mounts", "Name", "Names",
        "Networks", "Ports",
        "Project", "Publishers", "RunningFor", "Service", "Size", "State", "Status",
    ];

    private readonly ImmutableArray<string> _names = dialect == Dialect.V240 ? AllNames.Remove("Engine") : AllNames;

    public static bool HasEngine(ContainerRow row) => row.Label(EngineLabel).Length > 0;

    public TemplateValue.Fields Of(ContainerRow row) => new(
        _names,
        name => Value(row, name),
        ImmutableDictionary<string, Func<string, TemplateValue>>.Empty.Add("Label", name => TemplateValue.Of(row.Label(name))));

    private TemplateValue Value(ContainerRow row, string name) => name switch
    {
        "Command" => TemplateValue.Of(GoSyntax.Quote(isWhole ? row.Command : Shortened(row.Command, CommandWidth))),
        "CreatedAt" => TemplateValue.Of(GoTime.Of(row.Created, TimeZoneInfo.Local)),
        "Engine" => TemplateValue.Of(row.Label(EngineLabel)),
        "ExitCode" => TemplateValue.Of(row.State is ContainerState.Exited or ContainerState.Dead ? row.ExitCode : 0),
        "Health" =>
            TemplateValue.Of(
                row.State == ContainerState.Running && row.Health != HealthState.None ? row.Health.ToString().ToLowerInvariant() : ""),
        "ID" => TemplateValue.Of(isWhole || row.Id.Length < IdWidth ? row.Id : row.Id[..IdWidth]),
        "Image" => TemplateValue.Of(row.Image),
        "Labels" => FormattedRows.Labels(row.Labels),
        "LocalVolumes" => TemplateValue.Of(row.LocalVolumes.ToString(CultureInfo.InvariantCulture)),
        "Mounts" => TemplateValue.Of(string.Join(',', row.Mounts.Select(Mount))),
        "Name" or "Names" => TemplateValue.Of(row.Name),
        "Networks" => TemplateValue.Of(string.Join(',', row.Networks)),
        "Ports" => TemplateValue.Of(PortList.Of(row.Ports)),
        "Project" => TemplateValue.Of(row.Project),
        "Publishers" => new TemplateValue.List([.. row.Ports.OrderBy(port => port.Target).Select(Publisher)]),
        "RunningFor" => TemplateValue.Of(HumanUnits.Ago(row.Created, now)),
        "Service" => TemplateValue.Of(row.Service),
        "Size" => TemplateValue.Of("0B"),
        "State" => TemplateValue.Of(row.State.ToString().ToLowerInvariant()),
        "Status" => TemplateValue.Of(row.Status),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "is no field of a container"),
    };

    private string Mount(ObservedMount mount)
    {
        var name = mount.Name ?? mount.Source ?? "";
        return isWhole ? name : Shortened(name, MountWidth);
    }

    private static TemplateValue Publisher(PublishedPort port) => new TemplateValue.Fields(
        KeyValuePair.Create("URL", TemplateValue.Of(port.Address)),
        KeyValuePair.Create("TargetPort", TemplateValue.Of(port.Target)),
        KeyValuePair.Create("PublishedPort", TemplateValue.Of(port.Published)),
        KeyValuePair.Create("Protocol", TemplateValue.Of(port.Protocol)));

    private static string Shortened(string text, int width) => text.Length <= width ? text : text[..(width - 1)] + "…";
}
