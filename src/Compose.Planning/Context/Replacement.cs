using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Desired;
using Compose.Planning.Naming;
using Compose.Planning.Observed;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Updates;

namespace Compose.Planning.Context;

/// <summary>
/// Replaces a running container. The old container is renamed and kept until the new one is known to work; until then a rollback can
/// restore it.
/// </summary>
internal sealed class Replacement(PlanningContext context, ServiceSpec spec, ObservedContainer old, ContainerTarget target)
{
    private readonly Reason _reason = new(ReasonCode.Replaced, spec.Name);
    private ImmutableArray<StepId> _stopped = [];

    public ServiceSpec Spec => spec;
    public ObservedContainer Old => old;
    public ContainerTarget Target => target;
    public required StepGroup Group { get; init; }
    public UpdatePolicy? Update { get; init; }
    public bool StartFirst { get; init; }

    /// <summary>The steps after which the new container has all its networks.</summary>
    public required ImmutableArray<StepId> Connected { get; init; }

    /// <summary>The post_start hooks of the old container, if the file still declares them.</summary>
    public ImmutableArray<Hook> OldHooks { get; init; } = [];

    /// <summary>The new container already has the final name, from an interrupted run.</summary>
    public bool IsNamed { get; init; }

    /// <summary>Stop and rename wait for the batch.</summary>
    public bool IsDelayed { get; init; }

    /// <summary>The first step after which there is something to roll back.</summary>
    public StepId? FirstStep { get; private set; }

    public StepId? Stopped => _stopped.IsEmpty ? null : _stopped[0];
    public StepId? RenamedStep { get; private set; }
    public StepId? Started { get; private set; }
    public StepId? LastOfStart { get; private set; }
    public StepId? Removed { get; private set; }

    /// <summary>The steps after which the new container is known to work.</summary>
    public ImmutableArray<StepId> Confirmed { get; private set; } = [];

    /// <summary>Hands the name over, after the stop of the old container or while it runs. Returns the steps before the start.</summary>
    public ImmutableArray<StepId> Begin(IEnumerable<StepId> after)
    {
        ImmutableArray<StepId> before = [.. Connected, .. after];
        FirstStep = target.Container.Maker;
        if (!StartFirst)
            before = [.. before, .. Stop(before, Group)];
        if (!old.IsReplaced)
        {
            RenamedStep = Add(new Operation.RenameContainer(ContainerTarget.Of(old), ContainerName.OfReplaced(old.Id, old.Name)),
                [.. before, .. context.StepsOn(old.Id)]);
            before = [.. before, context.Record(old.Id, RenamedStep.Value)];
        }

        return IsNamed
            ? before
            : [Add(new Operation.RenameContainer(target, target.Name), [.. before, .. context.StepsOnName(target.Name)])];
    }

    /// <summary>The steps between the start and <paramref name="last"/> are the post_start hooks.</summary>
    public void Start(StepId started, StepId last)
    {
        Started = started;
        LastOfStart = last;
        FirstStep ??= started;
        for (var id = started.Value + 1; id <= last.Value; id++)
            Close(new StepId(id));
    }

    /// <summary>With start-first the old container is stopped now. Returns the steps before the next batch.</summary>
    public ImmutableArray<StepId> Confirm(ImmutableArray<StepId> confirmed)
    {
        Confirmed = confirmed;
        return StartFirst ? [.. confirmed, .. Stop(confirmed, new StepGroup(StepGroup.Retire, target.Name))] : confirmed;
    }

    /// <summary>Removes the old container when everything that must work does.</summary>
    public void Finish(IEnumerable<StepId> confirmed)
    {
        ImmutableArray<StepId> after = [.. confirmed, .. context.StepsOn(old.Id)];
        Removed = context.Remove(old, _reason, after, new StepGroup(StepGroup.Retire, target.Name));
        foreach (var step in after.Append(Removed.Value).Where(step => step.Value > Started!.Value.Value))
            Close(step);
    }

    private void Close(StepId step) => context.Steps.Amend(step, closing => closing with { RunsAfterFailure = true });

    private ImmutableArray<StepId> Stop(IEnumerable<StepId> after, StepGroup group)
    {
        ImmutableArray<StepId> before = [.. after];
        var first = context.Steps.Count;
        _stopped = context.Stop(old, _reason, StartFirst ? Risk.None : IsDelayed ? Risk.Restart : Risk.Downtime,
            [.. before, .. context.StopDependents(spec.Name, before)], group);
        FirstStep ??= Stopped;
        for (var id = first; id < context.Steps.Count && StartFirst; id++)
            Close(new StepId(id));
        return _stopped;
    }

    private StepId Add(Operation operation, IEnumerable<StepId> after)
    {
        var added = context.Steps.Add(operation, _reason, after, group: Group);
        FirstStep ??= added;
        return added;
    }
}
