using System.Collections.Immutable;
using Compose.Planning.Observed;

namespace Compose.Planning;

/// <summary>
/// A container that a service is going to have: one that stays (<paramref name="Existing"/>) or one that the plan makes.
/// <paramref name="Ready"/> are the steps after which it may be started.
/// </summary>
internal sealed record Replica(ContainerTarget Target, int Number, ObservedContainer? Existing, ImmutableArray<StepId> Ready, ImmutableArray<Reason> Reasons)
{
    public ContainerRef Container => Target.Container;

    /// <summary>How it takes the place of one that runs.</summary>
    public Handover? Handover { get; init; }

    /// <summary>Not when it runs, and the plan lets it.</summary>
    public bool NeedsStart(StopSteps stops) => Existing is not { IsActive: true, State: not ContainerState.Paused } running || stops.IsStopped(running.Id);

    /// <summary>It runs, and only goes on: its start is long past, with what belongs to that.</summary>
    public bool IsPaused(StopSteps stops) => Existing is { State: ContainerState.Paused } paused && !stops.IsStopped(paused.Id);
}
