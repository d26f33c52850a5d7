using System.Collections.Immutable;
using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Tables;
using Compose.Execution.Queries;
using Compose.Planning.Naming;

namespace Compose.Cli.Commands.Containers;

/// <summary>`top`: the processes of all containers in one table.</summary>
internal static class TopCommand
{
    private const string Command = "CMD";

    public static CommandSpec Build() => new("top", "Display the running processes")
    {
        OperandUsage = "[SERVICES...]",
        Examples = [new("What runs in web", "ncompose top web")],
        Run = call => CommandContext.With(call, async run =>
        {
            if (await ProjectContainers.OfAsync(run, call.Operands, all: false, OneOffFilter.Include) is not { } containers)
                return ExitCodes.Failure;
            var tables = await run.Engine.ProcessesAsync(containers, run.Stop);
            if (tables.Any(table => !table.Processes.IsEmpty))
                run.Terminal.Print(Table(tables));
            return ExitCodes.Success;
        }),
    };

    /// <summary>Columns in the order in which they come up, the command line last.</summary>
    private static string Table(ImmutableArray<ProcessTable> tables)
    {
        var columns = tables.SelectMany(table => table.Titles).Distinct().OrderBy(title => title == Command).ToList();
        var table = new TablePrinter(["SERVICE", "#", .. columns]) { Gap = 2, LeastWidth = 4 };
        foreach (var (container, titles, processes) in tables)
            foreach (var process in processes)
                table.Add([container.Service, container.Label(LabelNames.Number), .. columns.Select(column => titles.IndexOf(column) is >= 0 and var i ? process[i] : "-")]);
        return table.Render();
    }
}
