using System.Collections.Immutable;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Tables;
using Compose.Cli.Rendering.Templates;
using Compose.Execution.Swarm;

namespace Compose.Cli.Commands.Swarm;

/// <summary>
/// `ps` on a swarm: the tasks that are to run, with --all those before them. A task on a lost node is lost and not running.
/// </summary>
internal static class SwarmPs
{
    private const string Table = "{{.Name}}\t{{.Image}}\t{{.Service}}\t{{.Node}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}";
    private const string TableWithHistory = "{{.Name}}\t{{.Node}}\t{{.RunningFor}}\t{{.Status}}\t{{.Image}}";
    private const string TableByNode = "{{.Node}}\t{{.Name}}\t{{.Image}}\t{{.Service}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}";
    private const int ReasonWidth = 60;

    private static readonly Dictionary<string, string> Heads = new(StringComparer.Ordinal)
    {
        ["ContainerID"] = "CONTAINER ID",
        ["DesiredState"] = "DESIRED STATE",
        ["ExitCode"] = "EXIT CODE",
        ["ID"] = "TASK ID",
        ["Image"] = "IMAGE",
        ["Name"] = "NAME",
        ["Node"] = "NODE",
        ["Ports"] = "PORTS",
        ["Project"] = "PROJECT",
        ["Reason"] = "REASON",
        ["RunningFor"] = "CREATED",
        ["Service"] = "SERVICE",
        ["State"] = "STATE",
        ["Status"] = "STATUS",
    };

    public static async Task<int> RunAsync(CommandContext run, string stack, SwarmPsOptions options)
    {
        var found = await run.Engine.TasksAsync(stack, [], run.Stop);
        var rows = found.Where(task => Wants(task, stack, options))
            .OrderBy(task => options.ByNode ? task.Node : "", NaturalOrder.Instance).ThenBy(task => task.Name, NaturalOrder.Instance)
            .ThenByDescending(task => task.Created).ToImmutableArray();
        if (options.OnlyServices)
        {
            run.Terminal.Print(string.Concat(rows.Select(task => Service(task, stack) + "\n").Distinct()));
            return ExitCodes.Success;
        }

        var format = options.Quiet ? "{{.ID}}" : options.Format;
        if (options.WithHistory)
            rows = [.. rows.Select((task, index) => index > 0 && rows[index - 1].Name == task.Name ? task with { IsBefore = true } : task)];
        return FormattedRows.Print(
            run.Terminal, format, options.WithHistory ? TableWithHistory : options.ByNode ? TableByNode : Table,
            rows.Select(task => Fields(task, stack, options.NoTrunc, run.Started)), Heads);
    }

    private static bool Wants(TaskRow task, string stack, SwarmPsOptions options) =>
        (options.Services.IsEmpty || options.Services.Contains(Service(task, stack)))
        && (options.All || options.WithHistory || task.DesiredState is "running" or "ready")
        && (options.Statuses.IsEmpty || options.Statuses.Contains(State(task)));

    private static string Service(TaskRow task, string stack) =>
        task.Service.StartsWith(stack + "_", StringComparison.Ordinal) ? task.Service[(stack.Length + 1)..] : task.Service;

    /// <summary>What is known of a task on a node that does not report is old.</summary>
    private static string State(TaskRow task) => task.IsLost ? "lost" : task.State;

    private static TemplateValue.Fields Fields(TaskRow task, string stack, bool isWhole, DateTimeOffset now) => new(
        [.. Heads.Keys],
        name => name == "ExitCode" ? TemplateValue.Of(task.ExitCode) : TemplateValue.Of(Value(task, stack, name, isWhole, now)),
        ImmutableDictionary<string, Func<string, TemplateValue>>.Empty);

    private static string Value(TaskRow task, string stack, string name, bool isWhole, DateTimeOffset now) => name switch
    {
        "ContainerID" => isWhole ? task.ContainerId : ShortNames.Id(task.ContainerId),
        "DesiredState" => task.DesiredState,
        "ID" => isWhole ? task.Id : ShortNames.Id(task.Id),
        "Image" => isWhole ? task.Image : ShortNames.Image(task.Image),
        "Name" => task.IsBefore ? "  before " + task.Name : task.Name,
        "Node" => task.Node,
        "Ports" => string.Join(", ", task.Ports.Select(port => $"{task.Node}:{port.Published}->{port.Target}/{port.Protocol}").Distinct()),
        "Project" => stack,
        "Reason" => task.Reason,
        "RunningFor" => HumanUnits.Ago(task.Created, now),
        "Service" => Service(task, stack),
        "State" => State(task),
        "Status" => Status(task, isWhole, now),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "is no field of a task"),
    };

    private static string Status(TaskRow task, bool isWhole, DateTimeOffset now)
    {
        var since = HumanUnits.Duration(now - task.Since).ToLowerInvariant();
        if (task.IsLost)
            return $"lost with {task.Node}";
        return task.Reason.Length == 0 ? $"{task.State} {since}"
            : $"{task.State} {since}: {(isWhole ? task.Reason : ShortNames.Text(task.Reason, ReasonWidth))}";
    }
}
