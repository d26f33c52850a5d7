using System.Collections.Immutable;
using Compose.Cli.Context;
using Compose.Execution.Queries;
using Compose.Execution.Swarm;

namespace Compose.Cli.Commands.Swarm;

/// <summary>`stats` on a swarm: the engine of each node is asked for its own tasks.</summary>
internal sealed class SwarmStats(CommandContext run, string stack, IReadOnlyList<string> services, string nodeHost)
{
    /// <summary>One reading of all tasks that run; null when a node cannot be reached, which has been reported.</summary>
    public async Task<ImmutableArray<UsageRow>?> ReadAsync()
    {
        var names = services.Select(service => $"{stack}_{service}").ToHashSet(StringComparer.Ordinal);
        var tasks = await run.Engine.TasksAsync(stack, [], run.Stop);
        var nodes = await TaskNodes.OpenAsync(run, nodeHost);
        var readings = new List<Task<ImmutableArray<UsageRow>>>();
        var running = tasks.Where(task => task.IsRunning && (names.Count == 0 || names.Contains(task.Service)));
        foreach (var node in running.GroupBy(task => task.NodeId))
        {
            if (nodes.EngineOf(node.First()) is not { } engine)
                return null;
            readings.Add(engine.UsageAsync([.. node.Select(Row)], run.Stop));
        }

        return [.. (await Task.WhenAll(readings)).SelectMany(rows => rows).OrderBy(row => row.Container.Name, NaturalOrder.Instance)];
    }

    private static ContainerRow Row(TaskRow task) => new() { Id = task.ContainerId, Name = task.Name };
}
