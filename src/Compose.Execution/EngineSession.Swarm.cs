using System.Collections.Immutable;
using Compose.Execution.Queries;
using Compose.Execution.Stacks;
using Compose.Execution.Swarm;

namespace Compose.Execution;

/// <summary>The swarm of which the engine is a manager.</summary>
public sealed partial class EngineSession
{
    /// <param name="stack">Its stack; null for all.</param>
    /// <param name="filters">The engine's own: desired-state, id, name, node, service.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<ImmutableArray<TaskRow>> TasksAsync(
        string? stack, IEnumerable<KeyValuePair<string, string>> filters, CancellationToken cancellationToken) =>
        SwarmQuery.TasksAsync(engine, stack, filters, cancellationToken);

    /// <param name="stack">Its stack; null for all.</param>
    /// <param name="filters">The engine's own: id, label, mode, name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<ImmutableArray<ServiceRow>> ServicesAsync(
        string? stack, IEnumerable<KeyValuePair<string, string>> filters, CancellationToken cancellationToken) =>
        SwarmQuery.ServicesAsync(engine, stack, filters, cancellationToken);

    public Task<ImmutableArray<StackRow>> StacksAsync(CancellationToken cancellationToken) =>
        SwarmQuery.StacksAsync(engine, cancellationToken);

    public Task<ImmutableArray<NodeRow>> NodesAsync(CancellationToken cancellationToken) =>
        SwarmQuery.NodesAsync(engine, cancellationToken);

    /// <param name="stack">Its stack.</param>
    /// <param name="request">The kinds are config, network, node, secret and service.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<StackEvents> StackEventsAsync(string stack, EventRequest request, CancellationToken cancellationToken) =>
        StackEvents.OpenAsync(engine, stack, request, cancellationToken);

    /// <summary>A service that is gone already is removed.</summary>
    public Task RemoveServiceAsync(string name) => StackRemoval.GoneAsync(engine.RemoveServiceAsync(name));

    public StackLogs StackLogs(string stack) => new(engine, stack);

    /// <summary>The id that the engine has as a node of its swarm.</summary>
    public async Task<string> NodeIdAsync(CancellationToken cancellationToken) => (await engine.InfoAsync(cancellationToken)).Swarm.NodeID;
}
