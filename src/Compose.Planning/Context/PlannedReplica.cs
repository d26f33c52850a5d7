using System.Collections.Immutable;
using Compose.Planning.Observed;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Planning.Context;

/// <summary>
/// A container that a service will have: an existing one (<paramref name="Existing"/>) or one that the plan creates. It can start after the
/// <paramref name="Ready"/> steps.
/// </summary>
internal sealed record PlannedReplica(
    ContainerTarget Target, int Number, ObservedContainer? Existing, ImmutableArray<StepId> Ready, ImmutableArray<Reason> Reasons)
{
    public ContainerRef Container => Target.Container;

    /// <summary>Set if it replaces a running container.</summary>
    public Replacement? Replacement { get; init; }

    /// <summary>False if it runs and the plan does not stop it.</summary>
    public bool NeedsStart(StopSteps stops) =>
        Existing is not { IsActive: true, State: not ContainerState.Paused } running || stops.IsStopped(running.Id);

    /// <summary>Paused: it is unpaused, not started, so hooks and file injection do not run again.</summary>
    public bool IsPaused(StopSteps stops) => Existing is { State: ContainerState.Paused } paused && !stops.IsStopped(paused.Id);
}
