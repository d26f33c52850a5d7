using System.Collections.Immutable;
using System.Globalization;
using Compose.Cli.Context;
using Compose.Execution.Queries;
using Compose.Execution.Swarm;

namespace Compose.Cli.Commands.Swarm;

/// <summary>
/// The task that `exec` and its like are about. From then on the command talks to the engine of its node, because the manager cannot reach
/// into containers of other nodes.
/// </summary>
internal static class TaskSelection
{
    /// <summary>
    /// The running task of that number, or one of this node, or the first. Null when it cannot be reached, which has been said.
    /// </summary>
    public static async Task<ContainerRow?> RunningAsync(CommandContext run, string stack, string service, long index, string nodeHost)
    {
        if (await TasksAsync(run, stack, service, index) is not { } tasks)
            return null;
        var nodes = await TaskNodes.OpenAsync(run, nodeHost);
        var task = tasks.OrderByDescending(nodes.IsLocal).ThenBy(task => task.Slot).First();
        return nodes.MoveTo(task) ? new ContainerRow { Id = task.ContainerId, Name = task.Name } : null;
    }

    /// <summary>Null when none runs, which has been said.</summary>
    public static async Task<ImmutableArray<TaskRow>?> TasksAsync(CommandContext run, string stack, string service, long index)
    {
        var found = await run.Engine.TasksAsync(stack, [KeyValuePair.Create("service", $"{stack}_{service}")], run.Stop);
        ImmutableArray<TaskRow> running = [.. found.Where(task => task.IsRunning && (index == 0 || task.Slot == index))];
        if (!running.IsEmpty)
            return running;
        var number = index > 0 ? string.Create(CultureInfo.InvariantCulture, $" number {index}") : "";
        var others = found.Where(task => task.DesiredState == "running")
            .Select(task => $"{task.Name} is {(task.IsLost ? "lost with " + task.Node : task.State)}");
        run.Reporter.Fail(
            $"service \"{service}\" has no running task{number}", string.Join(", ", others) is { Length: > 0 } help ? help : null);
        return null;
    }
}
