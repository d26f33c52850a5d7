using System.Collections.Immutable;
using Compose.Files.Model;

namespace Compose.Planning;

/// <summary>
/// The steps of the way back: the new container goes, the old one gets its name back and starts, each of them only when what it takes back was
/// done. Where the file rolls a whole service back, in the groups and the order of rollback_config.
/// </summary>
internal sealed class WayBackSteps(Draft draft, WaitSteps waits)
{
    private readonly Dictionary<string, List<StepId>> _restarted = new(StringComparer.Ordinal);

    public void Plan()
    {
        foreach (var spec in draft.Desired.Services)
        {
            ImmutableArray<Handover> handovers = [.. draft.Handovers.Where(handover => handover.Spec.Name == spec.Name)];
            if (handovers.Length > 0 && IsBatched(handovers[0]))
                PutBackInBatches(handovers, UpdatePolicy.BackOf(spec.Service)!);
            else
                foreach (var handover in handovers)
                    Check(handover, PutBack(handover, []));
            foreach (var replica in draft.Replicas.GetValueOrDefault(spec.Name, []))
                Restart(spec.Name, replica);
        }
    }

    private static bool IsBatched(Handover handover) => handover.Update is { OnFailure: UpdateFailure.Rollback };

    /// <summary>The last first: that is where something went wrong.</summary>
    private void PutBackInBatches(ImmutableArray<Handover> handovers, UpdatePolicy back)
    {
        ImmutableArray<StepId> after = [];
        foreach (var batch in handovers.Reverse().Chunk(back.Parallelism))
        {
            if (back.Delay > TimeSpan.Zero && !after.IsEmpty)
                after = [Add(batch[0], batch[0].Started!.Value, new Operation.Delay(batch[0].Spec.Name, back.Delay), after)];
            after = [.. batch.SelectMany(handover => PutBack(handover, after, back))];
        }

        foreach (var handover in handovers)
            Check(handover, after);
    }

    /// <summary>The result of a rollback is what is found at its end, not what its steps were meant to do.</summary>
    private void Check(Handover handover, ImmutableArray<StepId> after) =>
        Add(handover, handover.Begun!.Value, new Operation.AwaitCondition(StopSteps.Target(handover.Old), AwaitedCondition.Restored, Required: true, [], null), after);

    private ImmutableArray<StepId> PutBack(Handover handover, ImmutableArray<StepId> after, UpdatePolicy? back = null)
    {
        var startFirst = back?.StartFirst ?? true;
        return handover.StartFirst && startFirst
            ? Rename(handover, Remove(handover, StartOld(handover, after, back)))
            : StartOld(handover, Rename(handover, Remove(handover, after)), back);
    }

    /// <summary>With the anonymous volumes that are its own; those that it has taken over are the old one's.</summary>
    private ImmutableArray<StepId> Remove(Handover handover, ImmutableArray<StepId> after)
    {
        if (handover.Update is not null)
            after = [Add(handover, handover.Started!.Value, new Operation.StopContainer(handover.Target, draft.Policy.StopTimeout), after)];
        return [Add(handover, handover.Begun!.Value, new Operation.RemoveContainer(handover.Target, Volumes: true, Force: true), after)];
    }

    private ImmutableArray<StepId> Rename(Handover handover, ImmutableArray<StepId> after)
    {
        var away = handover.GivenAway ?? handover.Begun!.Value;
        return [Add(handover, away, new Operation.RenameContainer(StopSteps.Target(handover.Old), handover.Old.ProperName), after)];
    }

    /// <summary>One that was never stopped runs.</summary>
    private ImmutableArray<StepId> StartOld(Handover handover, ImmutableArray<StepId> after, UpdatePolicy? back)
    {
        var old = handover.Old;
        if ((handover.Stopped ?? (old.IsActive ? null : handover.Begun)) is not { } stopped)
            return after;
        var target = StopSteps.Target(old);
        after = StartAgain(handover.Spec.Name, target, handover.OldHooks, handover.Target.Name, new Undo(stopped, handover.Removed!.Value), after);
        if (back is null)
            return after;
        after = [Add(handover, stopped, new Operation.AwaitCondition(target, AwaitedCondition.RunningOrHealthy, Required: true, [], draft.Policy.WaitTimeout), after)];
        return back.Monitor > TimeSpan.Zero
            ? [Add(handover, stopped, new Operation.AwaitCondition(target, AwaitedCondition.Steady, Required: true, [], back.Monitor), after)]
            : after;
    }

    /// <summary>One that was only stopped because of what it depends on.</summary>
    private void Restart(string service, Replica replica)
    {
        if (replica.Existing is not { } existing || draft.Disconnected.Any(item => item.Container == existing.Id)
            || draft.Stops.StepOf(existing.Id) is not { } stopped || waits.StartOf(replica.Container) is not { } started)
            return;
        StartAgain(service, replica.Target, draft.Model(service)?.PostStart ?? [], replica.Target.Name, new Undo(stopped, started), []);
    }

    /// <summary>After what it depends on, and with what it does after every start.</summary>
    private ImmutableArray<StepId> StartAgain(string service, ContainerTarget target, ImmutableArray<Hook> hooks, string group, Undo undo, ImmutableArray<StepId> after)
    {
        ImmutableArray<StepId> up = [Add(group, undo, new Operation.StartContainer(target), [.. after, .. Dependencies(service)])];
        for (var i = 0; i < hooks.Length; i++)
            up = [Add(group, undo, new Operation.RunHook(target, HookKind.PostStart, i, hooks[i], Required: true), up)];
        Restarted(service).AddRange(up);
        return up;
    }

    private IEnumerable<StepId> Dependencies(string service) => draft.Desired.Graph.DependenciesOf(service).SelectMany(Restarted);

    private List<StepId> Restarted(string service)
    {
        if (!_restarted.TryGetValue(service, out var steps))
            _restarted[service] = steps = [];
        return steps;
    }

    private StepId Add(Handover handover, StepId of, Operation operation, IEnumerable<StepId> after) =>
        Add(handover.Target.Name, new Undo(of, handover.Removed!.Value), operation, after);

    private StepId Add(string group, Undo undo, Operation operation, IEnumerable<StepId> after)
    {
        var added = draft.Steps.Add(operation, new Reason(ReasonCode.Rollback), after, group: new StepGroup(StepGroup.RollBack, group));
        draft.Steps.Amend(added, step => step with { Undo = undo });
        return added;
    }
}
