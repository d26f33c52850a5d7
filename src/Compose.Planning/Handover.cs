using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Desired;
using Compose.Planning.Observed;

namespace Compose.Planning;

/// <summary>
/// One container in the place of another that runs. The old one gives its name away and is kept until the new one holds: then it goes, and
/// before that everything can be taken back (<see cref="WayBackSteps"/>).
/// </summary>
internal sealed class Handover(Draft draft, ServiceSpec spec, ObservedContainer old, ContainerTarget target)
{
    private readonly Reason _reason = new(ReasonCode.Replaced, spec.Name);
    private ImmutableArray<StepId> _stopped = [];

    public ServiceSpec Spec => spec;
    public ObservedContainer Old => old;
    public ContainerTarget Target => target;
    public required StepGroup Group { get; init; }
    public UpdatePolicy? Update { get; init; }
    public bool StartFirst { get; init; }

    /// <summary>The steps after which the new container is whole.</summary>
    public required ImmutableArray<StepId> Whole { get; init; }

    /// <summary>What the old one does when it is started again, as far as the file still says that.</summary>
    public ImmutableArray<Hook> OldHooks { get; init; } = [];

    /// <summary>It bears the name already, from a run that was interrupted.</summary>
    public bool IsNamed { get; init; }

    /// <summary>Stops and renames only when the turn of its batch has come.</summary>
    public bool IsDelayed { get; init; }

    /// <summary>The first of its steps: from there on there is something to take back.</summary>
    public StepId? Begun { get; private set; }

    public StepId? Stopped => _stopped.IsEmpty ? null : _stopped[0];
    public StepId? GivenAway { get; private set; }
    public StepId? Started { get; private set; }
    public StepId? LastOfStart { get; private set; }
    public StepId? Removed { get; private set; }

    /// <summary>The steps after which the new container holds.</summary>
    public ImmutableArray<StepId> Held { get; private set; } = [];

    /// <summary>The name changes hands, after the old one was stopped or while it runs. The result is what the start comes after.</summary>
    public ImmutableArray<StepId> Begin(IEnumerable<StepId> after)
    {
        ImmutableArray<StepId> before = [.. Whole, .. after];
        Begun = target.Container.Maker;
        if (!StartFirst)
            before = [.. before, .. Stop(before, Group)];
        if (!old.IsRetired)
        {
            GivenAway = Add(new Operation.RenameContainer(StopSteps.Target(old), ContainerName.Retired(old.Id, old.Name)), [.. before, .. draft.TouchedBy(old.Id)]);
            before = [.. before, draft.Touch(old.Id, GivenAway.Value)];
        }

        return IsNamed ? before : [Add(new Operation.RenameContainer(target, target.Name), [.. before, .. draft.NameHolders(target.Name)])];
    }

    /// <summary>What comes after the start up to <paramref name="last"/> are its hooks.</summary>
    public void Start(StepId started, StepId last)
    {
        Started = started;
        LastOfStart = last;
        Begun ??= started;
        for (var id = started.Value + 1; id <= last.Value; id++)
            Close(new StepId(id));
    }

    /// <summary>With start-first the old one is stopped now; the result is what the next batch comes after.</summary>
    public ImmutableArray<StepId> Hold(ImmutableArray<StepId> held)
    {
        Held = held;
        return StartFirst ? [.. held, .. Stop(held, new StepGroup(StepGroup.Retire, target.Name))] : held;
    }

    /// <summary>The old one goes when everything that is to hold does.</summary>
    public void Finish(IEnumerable<StepId> held)
    {
        ImmutableArray<StepId> after = [.. held, .. draft.TouchedBy(old.Id)];
        Removed = draft.Remove(old, _reason, after, new StepGroup(StepGroup.Retire, target.Name));
        foreach (var step in after.Append(Removed.Value).Where(step => step.Value > Started!.Value.Value))
            Close(step);
    }

    private void Close(StepId step) => draft.Steps.Amend(step, closing => closing with { Closing = true });

    private ImmutableArray<StepId> Stop(IEnumerable<StepId> after, StepGroup group)
    {
        ImmutableArray<StepId> before = [.. after];
        var first = draft.Steps.Count;
        _stopped = draft.Stop(old, _reason, StartFirst ? Risk.None : IsDelayed ? Risk.Restart : Risk.Downtime, [.. before, .. draft.StopDependents(spec.Name, before)], group);
        Begun ??= Stopped;
        for (var id = first; id < draft.Steps.Count && StartFirst; id++)
            Close(new StepId(id));
        return _stopped;
    }

    private StepId Add(Operation operation, IEnumerable<StepId> after)
    {
        var added = draft.Steps.Add(operation, _reason, after, group: Group);
        Begun ??= added;
        return added;
    }
}
