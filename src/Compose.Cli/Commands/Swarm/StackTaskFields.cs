using System.Collections.Immutable;
using System.Globalization;
using Compose.Cli.CommandLine;
using Compose.Cli.Rendering.Tables;
using Compose.Cli.Rendering.Templates;
using Compose.Execution.Queries;
using Compose.Execution.Swarm;

namespace Compose.Cli.Commands.Swarm;

/// <summary>What `stack ps --format` can ask of a task, under docker's names.</summary>
internal sealed class StackTaskFields(bool isWhole, bool resolves, bool isTable, DateTimeOffset now)
{
    public const string Table = "{{.ID}}\t{{.Name}}\t{{.Image}}\t{{.Node}}\t{{.DesiredState}}\t{{.CurrentState}}\t{{.Error}}\t{{.Ports}}";
    private const int ErrorWidth = 30;

    public static IReadOnlyDictionary<string, string> Heads { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["CurrentState"] = "CURRENT STATE",
        ["DesiredState"] = "DESIRED STATE",
        ["Error"] = "ERROR",
        ["ID"] = "ID",
        ["Image"] = "IMAGE",
        ["Name"] = "NAME",
        ["Node"] = "NODE",
        ["Ports"] = "PORTS",
    };

    /// <summary>By name, the newest of each first; a table indents those that it has replaced.</summary>
    public IEnumerable<TemplateValue.Fields> Of(IEnumerable<TaskRow> tasks)
    {
        var last = "";
        foreach (var task in tasks.OrderBy(Name, NaturalOrder.Instance).ThenByDescending(task => task.Created))
        {
            var name = Name(task);
            yield return Fields(task, isTable && name == last ? " \\_ " + name : name);
            last = name;
        }
    }

    private string Name(TaskRow task) => resolves ? task.Name : $"{task.ServiceId}.{task.Place}";

    private TemplateValue.Fields Fields(TaskRow task, string name) => new(
        [.. Heads.Keys],
        field => TemplateValue.Of(Value(task, name, field)),
        ImmutableDictionary<string, Func<string, TemplateValue>>.Empty);

    private string Value(TaskRow task, string name, string field) => field switch
    {
        "CurrentState" => $"{Capitalized(task.State)} {HumanUnits.Ago(task.Since, now).ToLowerInvariant()}",
        "DesiredState" => Capitalized(task.DesiredState),
        "Error" => task.Error.Length == 0 ? "" : GoSyntax.Quote(isWhole ? task.Error : ShortNames.Text(task.Error, ErrorWidth)),
        "ID" => isWhole ? task.Id : ShortNames.Id(task.Id),
        "Image" => isWhole ? task.Image : ShortNames.Image(task.Image),
        "Name" => name,
        "Node" => resolves ? task.Node : task.NodeId,
        "Ports" => string.Join(',', task.Ports.Select(Port)),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "is no field of a task"),
    };

    private static string Port(PublishedPort port) =>
        string.Create(CultureInfo.InvariantCulture, $"*:{port.Published}->{port.Target}/{port.Protocol}");

    private static string Capitalized(string word) => word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word[1..];
}
