using System.Globalization;
using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Rendering.Tables;
using Compose.Cli.Rendering.Templates;
using Compose.Execution.Swarm;

namespace Compose.Cli.Commands.Swarm;

/// <summary>`nodes`: what each node of the swarm could still take, and which are drained or lost.</summary>
internal static class NodesCommand
{
    private const string Table = "{{.Name}}\t{{.Status}}\t{{.Role}}\t{{.Tasks}}\t{{.FreeCPUs}}\t{{.FreeMemory}}\t{{.Labels}}";
    private const decimal NanoCpus = 1_000_000_000;

    private static readonly Dictionary<string, string> Heads = new(StringComparer.Ordinal)
    {
        ["Address"] = "ADDRESS",
        ["Availability"] = "AVAILABILITY",
        ["Engine"] = "ENGINE",
        ["FreeCPUs"] = "FREE CPUS",
        ["FreeMemory"] = "FREE MEMORY",
        ["ID"] = "ID",
        ["Labels"] = "LABELS",
        ["Name"] = "NAME",
        ["Platform"] = "PLATFORM",
        ["Role"] = "ROLE",
        ["State"] = "STATE",
        ["Status"] = "STATUS",
        ["Tasks"] = "TASKS",
    };

    public static CommandSpec Build()
    {
        var format = Flag.Text("--format", null, FormatHelp.Text);
        var quiet = Flag.Switch("--quiet", "-q", "Only display the names");
        return new CommandSpec("nodes", "List the nodes of the swarm and what they could take")
        {
            KnowsSwarm = true,
            OperandRule = OperandRule.None,
            Examples =
            [
                new("The labels that placement constraints can name", "ncompose nodes --format \"{{.Name}} {{.Labels}}\""),
                new("For a program", "ncompose nodes --format json"),
            ],
            Run = call => CommandContext.WithoutProject(call, async run =>
            {
                var rows = (await run.Engine.NodesAsync(run.Stop)).OrderBy(row => row.Name, NaturalOrder.Instance);
                return FormattedRows.Print(
                    run.Terminal, call.Value(quiet) ? "{{.Name}}" : call.Value(format), Table, rows.Select(Fields), Heads);
            }),
        }.With(format, quiet);
    }

    private static TemplateValue.Fields Fields(NodeRow row) => new(
        [.. Heads.Keys],
        name => TemplateValue.Of(Value(row, name)),
        FormattedRows.LabelMethod(row.Labels));

    private static string Value(NodeRow row, string name) => name switch
    {
        "Address" => row.Address,
        "Availability" => row.Availability,
        "Engine" => row.Engine,
        "FreeCPUs" => row.TakesTasks ? Free(Cpus(row.NanoCpus - row.ReservedNanoCpus), Cpus(row.NanoCpus)) : "-",
        "FreeMemory" => row.TakesTasks ? Free(Memory(row.Memory - row.ReservedMemory), Memory(row.Memory)) : "-",
        "ID" => row.Id,
        "Labels" => string.Join(',', row.Labels.Select(label => $"{label.Key}={label.Value}")),
        "Name" => row.Name,
        "Platform" => row.Platform,
        "Role" => row.Role,
        "State" => row.State,
        "Status" => Status(row),
        "Tasks" => row.Tasks.ToString(CultureInfo.InvariantCulture) + (row.State == "ready" || row.Tasks == 0 ? "" : " lost"),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "is no field of a node"),
    };

    private static string Status(NodeRow row) => (row.State, row.Availability) switch
    {
        ("ready", "drain") => "drained",
        ("ready", "pause") => "paused",
        ("ready", _) => "ready",
        (var state, _) => $"lost ({state})",
    };

    private static string Free(string free, string total) => $"{free} of {total}";

    private static string Cpus(long nano) => (nano / NanoCpus).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Memory(long bytes) => HumanUnits.BinarySize(Math.Max(0, bytes), digits: 3);
}
