using System.Collections.Immutable;
using System.Globalization;
using Compose.Cli.Context;
using Compose.Execution.Queries;
using Compose.Execution.Swarm;

namespace Compose.Cli.Commands.Swarm;

/// <summary>
/// The task that `exec` and its like are about. From then on the command talks to the engine of its node, because the manager cannot reach into
/// containers of other nodes.
/// </summary>
internal static class TaskSelection
{
    /// <summary>The running task of that number, or one of this node, or the first. Null when it cannot be reached, which has been said.</summary>
    public static async Task<ContainerRow?> RunningAsync(CommandContext run, string stack, string service, long index, string nodeHost)
    {
        if (await TasksAsync(run, stack, service, index) is not { } tasks)
            return null;
        var local = await run.Engine.NodeIdAsync(run.Stop);
        var task = tasks.OrderByDescending(task => task.NodeId == local).ThenBy(task => task.Slot).First();
        var nodes = await run.Engine.NodesAsync(run.Stop);
        return Reach(run, task, local, nodeHost, nodes) ? new ContainerRow { Id = task.ContainerId, Name = task.Name } : null;
    }

    /// <summary>Null when none runs, which has been said.</summary>
    public static async Task<ImmutableArray<TaskRow>?> TasksAsync(CommandContext run, string stack, string service, long index)
    {
        var found = await run.Engine.TasksAsync(stack, [KeyValuePair.Create("service", $"{stack}_{service}")], run.Stop);
        ImmutableArray<TaskRow> running = [.. found.Where(task => task.IsRunning && (index == 0 || task.Slot == index))];
        if (!running.IsEmpty)
            return running;
        var number = index > 0 ? string.Create(CultureInfo.InvariantCulture, $" number {index}") : "";
        var others = found.Where(task => task.DesiredState == "running").Select(task => $"{task.Name} is {(task.IsLost ? "lost with " + task.Node : task.State)}");
        run.Reporter.Fail($"service \"{service}\" has no running task{number}", string.Join(", ", others) is { Length: > 0 } help ? help : null);
        return null;
    }

    /// <summary>Moves the command to the engine of the task's node. False when nothing names that engine, which has been said.</summary>
    public static bool Reach(CommandContext run, TaskRow task, string local, string nodeHost, ImmutableArray<NodeRow> nodes)
    {
        if (task.NodeId == local)
            return true;
        if (nodeHost.Length == 0)
        {
            run.Reporter.Fail(
                $"task {task.Name} runs on {task.Node} in container {ShortNames.Id(task.ContainerId)}, which this engine cannot reach",
                "--node-host names the engines of the nodes, such as ssh://{{.Addr}}");
            return false;
        }

        var node = nodes.First(node => node.Id == task.NodeId);
        run.MoveTo(nodeHost.Replace("{{.Addr}}", node.Address, StringComparison.Ordinal).Replace("{{.Name}}", node.Name, StringComparison.Ordinal));
        return true;
    }
}
