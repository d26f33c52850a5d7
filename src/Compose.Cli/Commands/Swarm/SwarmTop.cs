using System.Collections.Immutable;
using Compose.Cli.Context;
using Compose.Execution.Queries;
using Compose.Execution.Swarm;
using Compose.Files.Model;
using Compose.Planning.Naming;

namespace Compose.Cli.Commands.Swarm;

/// <summary>`top` on a swarm: one node after another is asked, this one first.</summary>
internal static class SwarmTop
{
    /// <summary>Null when a task cannot be reached, which has been said.</summary>
    public static async Task<ImmutableArray<ProcessTable>?> RunAsync(
        CommandContext run, string stack, IReadOnlyList<string> services, string nodeHost)
    {
        var names = services.Select(service => $"{stack}_{service}").ToHashSet(StringComparer.Ordinal);
        var found = await run.Engine.TasksAsync(stack, [], run.Stop);
        var nodes = await TaskNodes.OpenAsync(run, nodeHost);
        var byNode = found.Where(task => task.IsRunning && (names.Count == 0 || names.Contains(task.Service))).GroupBy(task => task.NodeId)
            .OrderByDescending(node => nodes.IsLocal(node.First()));
        var tables = ImmutableArray.CreateBuilder<ProcessTable>();
        foreach (var node in byNode)
        {
            if (nodes.EngineOf(node.First()) is not { } engine)
                return null;
            tables.AddRange(
                await engine.ProcessesAsync(
                    node.OrderBy(task => task.Name, NaturalOrder.Instance).Select(task => Row(task, stack)), run.Stop));
        }

        return tables.ToImmutable();
    }

    private static ContainerRow Row(TaskRow task, string stack) => new()
    {
        Id = task.ContainerId,
        Name = task.Name,
        Labels = new NamedMap<string>(
        [
            KeyValuePair.Create(
                LabelNames.Service,
                task.Service.StartsWith(stack + "_", StringComparison.Ordinal) ? task.Service[(stack.Length + 1)..] : task.Service),
            KeyValuePair.Create(LabelNames.Number, task.Slot > 0 ? task.Place : task.Node),
        ]),
    };
}
