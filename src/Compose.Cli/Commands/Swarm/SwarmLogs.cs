using System.Collections.Immutable;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Logs;
using Compose.Execution.Logs;
using Compose.Execution.Swarm;
using Compose.Files.Model;

namespace Compose.Cli.Commands.Swarm;

/// <summary>
/// `logs` on a swarm: the tasks of all nodes, merged by time. What lost nodes have is left out, and said once for each node.
/// </summary>
internal static class SwarmLogs
{
    public static async Task<int> RunAsync(
        CommandContext run, (string Name, ComposeProject? Declared) project, IReadOnlyList<string> services, SwarmLogsOptions options)
    {
        if (run.HasUnknown(services, project.Declared))
            return ExitCodes.Failure;
        if (options.Request.Until is not null)
            return run.Reporter.Fail("a swarm cannot end its logs at a time: --until has no effect there", "leave --until out");
        var tasks = await TasksAsync(run, project, services, options.Index);
        var logs = run.Engine.StackLogs(project.Name);
        var printer = options.Json ? null
            : new LogPrinter(run.Terminal, new LogStyle(options.Prefix, options.Color && run.Output.Output.IsColored));
        printer?.Expect(tasks.Where(task => !task.IsLost).Select(logs.NameOf));
        OutputReceiver receiver = printer is null ? new JsonLog(run.Terminal) : printer;
        foreach (var lost in tasks.Where(task => task.IsLost).GroupBy(task => task.Node))
            run.Reporter.Warn($"the logs of {lost.Count()} tasks on {lost.Key} cannot be read: the node does not report");
        ImmutableArray<TaskRow> readable = [.. tasks.Where(task => !task.IsLost && task.NodeId.Length > 0)];
        if (options.Follow)
            await logs.FollowAsync(readable, options.Request, FindAsync, run.Started, receiver, run.Stop);
        else
            await logs.ReadAsync(readable, options.Request, receiver, run.Stop);
        run.Stop.ThrowIfCancellationRequested();
        return ExitCodes.Success;

        async Task<TaskRow?> FindAsync(string id, CancellationToken cancellationToken) =>
            (await run.Engine.TasksAsync(project.Name, [KeyValuePair.Create("id", id)], cancellationToken)).FirstOrDefault();
    }

    private static async Task<ImmutableArray<TaskRow>> TasksAsync(
        CommandContext run, (string Name, ComposeProject? Declared) project, IReadOnlyList<string> services, int index)
    {
        var names = services.Select(service => $"{project.Name}_{service}").ToHashSet(StringComparer.Ordinal);
        var found = await run.Engine.TasksAsync(project.Name, [], run.Stop);
        return [.. found.Where(task => (names.Count == 0 || names.Contains(task.Service)) && (index == 0 || task.Slot == index))
            .OrderBy(task => task.Created)];
    }
}
