using System.Collections.Immutable;
using Compose.Cli.CommandLine;
using Compose.Cli.Rendering;
using Compose.Cli.Stack;
using Compose.Execution.Queries;

namespace Compose.Cli.Commands;

/// <summary>`ps`: the containers of the project as a table, as ids, or as the names of their services.</summary>
static class PsCommand
{
    private const int CommandWidth = 20;

    public static CommandSpec Build()
    {
        var all = Flag.Switch("--all", "-a", "Show all stopped containers (including those created by the run command)");
        var noTrunc = Flag.Switch("--no-trunc", null, "Don't truncate output");
        var quiet = Flag.Switch("--quiet", "-q", "Only display IDs");
        var services = Flag.Switch("--services", null, "Display services");
        var status = Flag.List("--status", null, "Filter services by status. Values: [paused | restarting | removing | running | dead | created | exited]");
        return new CommandSpec("ps", "List containers")
        {
            OperandUsage = "[SERVICE...]",
            Run = call => StackRun.With(call, async run =>
            {
                var everything = call.Value(all) || call.Value(status).Length > 0;
                if (await run.ContainersAsync(call.Operands, everything, everything ? OneOffs.Include : OneOffs.Exclude) is not var (_, found, _))
                    return ExitCodes.Failure;
                var wanted = call.Value(status);
                var rows = found.Where(row => wanted.Length == 0 || wanted.Contains(row.State.ToString(), StringComparer.OrdinalIgnoreCase)).ToImmutableArray();
                run.Terminal.Print(
                    call.Value(quiet) ? Lines(rows.Select(row => row.Id))
                    : call.Value(services) ? Lines(rows.Select(row => row.Service).Distinct())
                    : Table(rows, call.Value(noTrunc)));
                return ExitCodes.Success;
            }),
        }.With(all, noTrunc, quiet, services, status);
    }

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    private static string Table(ImmutableArray<ContainerRow> rows, bool whole)
    {
        var table = new TablePrinter("NAME", "IMAGE", "COMMAND", "SERVICE", "CREATED", "STATUS", "PORTS");
        var now = TimeProvider.System.GetUtcNow();
        foreach (var row in rows)
            table.Add(row.Name, row.Image, Command(row.Command, whole), row.Service, HumanUnits.Ago(row.Created, now), row.Status, Ports(row.Ports));
        return table.Render();
    }

    private static string Command(string command, bool whole) =>
        $"\"{(whole || command.Length <= CommandWidth ? command : command[..(CommandWidth - 1)] + "…")}\"";

    private static string Ports(ImmutableArray<PublishedPort> ports) => string.Join(", ", ports
        .OrderBy(port => port.Target).ThenBy(port => port.Address, StringComparer.Ordinal)
        .Select(port => port.Published == 0
            ? $"{port.Target}/{port.Protocol}"
            : $"{(port.Address.Contains(':') ? $"[{port.Address}]" : port.Address)}:{port.Published}->{port.Target}/{port.Protocol}"));
}
