using System.Collections.Immutable;
using Compose.Cli.CommandLine;
using Compose.Cli.Commands.Swarm;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Tables;
using Compose.Execution.Queries;
using Compose.Files.Model;
using Compose.Planning.Naming;

namespace Compose.Cli.Commands.Containers;

/// <summary>`top`: the processes of all containers in one table.</summary>
internal static class TopCommand
{
    private const string Command = "CMD";

    public static CommandSpec Build()
    {
        var nodeHost = CommonFlags.NodeHost();
        return new CommandSpec("top", "Display the running processes")
        {
            KnowsSwarm = true,
            OperandUsage = "[SERVICES...]",
            Examples = [new("What runs in web", "ncompose top web")],
            Run = call => CommandContext.With(call, async run =>
            {
                if (await TablesAsync(run, call.Operands, call.Value(nodeHost)) is not { } tables)
                    return ExitCodes.Failure;
                if (tables.Any(table => !table.Processes.IsEmpty))
                    run.Terminal.Print(Table(tables));
                return ExitCodes.Success;
            }),
        }.With(nodeHost);
    }

    private static async Task<ImmutableArray<ProcessTable>?> TablesAsync(
        CommandContext run, IReadOnlyList<string> services, string nodeHost)
    {
        if (run.ProjectName() is { } project && run.Target == DeployTarget.Swarm)
            return await SwarmTop.RunAsync(run, project, services, nodeHost);
        return await ProjectContainers.OfAsync(run, services, all: false, OneOffFilter.Include) is { } containers
            ? await run.Engine.ProcessesAsync(containers, run.Stop)
            : null;
    }

    /// <summary>Columns in the order in which they come up, the command line last.</summary>
    private static string Table(ImmutableArray<ProcessTable> tables)
    {
        var columns = tables.SelectMany(table => table.Titles).Distinct().OrderBy(title => title == Command).ToList();
        var table = new TablePrinter(["SERVICE", "#", .. columns]) { Gap = 2, LeastWidth = 4 };
        foreach (var (container, titles, processes) in tables)
            foreach (var process in processes)
                table.Add(
                    [container.Service, container.Label(LabelNames.Number),
                        .. columns.Select(column => titles.IndexOf(column) is >= 0 and var i ? process[i] : "-")]);
        return table.Render();
    }
}
