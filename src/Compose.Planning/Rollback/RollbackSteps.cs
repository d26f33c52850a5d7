using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Context;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Starting;
using Compose.Planning.Updates;

namespace Compose.Planning.Rollback;

/// <summary>
/// The rollback steps: remove the new container, rename the old one rollback, start it; each only if the step that it reverts has run. With
/// `failure_action: rollback` a whole service is rolled rollback in the batches and the order of rollback_config.
/// </summary>
internal sealed class RollbackSteps(PlanningContext context, WaitSteps waits)
{
    private readonly Dictionary<string, List<StepId>> _restarted = new(StringComparer.Ordinal);

    public void Plan()
    {
        foreach (var spec in context.Desired.Services)
        {
            ImmutableArray<Replacement> replacements = [.. context.Replacements.Where(replacement => replacement.Spec.Name == spec.Name)];
            if (replacements.Length > 0 && IsBatched(replacements[0]))
                RestoreInBatches(replacements, UpdatePolicy.RollbackOf(spec.Service)!);
            else
                foreach (var replacement in replacements)
                    CheckRestored(replacement, Restore(replacement, []));
            foreach (var replica in context.Replicas.GetValueOrDefault(spec.Name, []))
                Restart(spec.Name, replica);
        }
    }

    private static bool IsBatched(Replacement replacement) => replacement.Update is { OnFailure: UpdateFailure.Rollback };

    /// <summary>The last batch first, because that is where the failure was.</summary>
    private void RestoreInBatches(ImmutableArray<Replacement> replacements, UpdatePolicy rollback)
    {
        ImmutableArray<StepId> after = [];
        foreach (var batch in replacements.Reverse().Chunk(rollback.Parallelism))
        {
            if (rollback.Delay > TimeSpan.Zero && !after.IsEmpty)
                after = [Add(batch[0], batch[0].Started!.Value, new Operation.Delay(batch[0].Spec.Name, rollback.Delay), after)];
            after = [.. batch.SelectMany(replacement => Restore(replacement, after, rollback))];
        }

        foreach (var replacement in replacements)
            CheckRestored(replacement, after);
    }

    /// <summary>The final check looks at the actual state: a rollback succeeded only if the old container is there and runs.</summary>
    private void CheckRestored(Replacement replacement, ImmutableArray<StepId> after) =>
        Add(replacement, replacement.FirstStep!.Value,
            new Operation.AwaitCondition(ContainerTarget.Of(replacement.Old), AwaitedCondition.Restored, Required: true, [], null), after);

    private ImmutableArray<StepId> Restore(Replacement replacement, ImmutableArray<StepId> after, UpdatePolicy? rollback = null)
    {
        var startFirst = rollback?.StartFirst ?? true;
        return replacement.StartFirst && startFirst
            ? Rename(replacement, Remove(replacement, StartOld(replacement, after, rollback)))
            : StartOld(replacement, Rename(replacement, Remove(replacement, after)), rollback);
    }

    /// <summary>Its own anonymous volumes are removed with it; inherited ones belong to the old container.</summary>
    private ImmutableArray<StepId> Remove(Replacement replacement, ImmutableArray<StepId> after)
    {
        if (replacement.Update is not null)
            after = [Add(replacement, replacement.Started!.Value,
                new Operation.StopContainer(replacement.Target, context.Policy.StopTimeout), after)];
        return [Add(replacement, replacement.FirstStep!.Value,
            new Operation.RemoveContainer(replacement.Target, Volumes: true, Force: true), after)];
    }

    private ImmutableArray<StepId> Rename(Replacement replacement, ImmutableArray<StepId> after)
    {
        var away = replacement.RenamedStep ?? replacement.FirstStep!.Value;
        return [Add(replacement, away, new Operation.RenameContainer(ContainerTarget.Of(replacement.Old), replacement.Old.FinalName),
            after)];
    }

    /// <summary>No start for a container that was never stopped.</summary>
    private ImmutableArray<StepId> StartOld(Replacement replacement, ImmutableArray<StepId> after, UpdatePolicy? rollback)
    {
        var old = replacement.Old;
        if ((replacement.Stopped ?? (old.IsActive ? null : replacement.FirstStep)) is not { } stopped)
            return after;
        var target = ContainerTarget.Of(old);
        after = StartOldContainer(replacement.Spec.Name, target, replacement.OldHooks, replacement.Target.Name,
            new Compensation(stopped, replacement.Removed!.Value), after);
        if (rollback is null)
            return after;
        after = [Add(replacement, stopped,
            new Operation.AwaitCondition(target, AwaitedCondition.RunningOrHealthy, Required: true, [], context.Policy.WaitTimeout),
            after)];
        return rollback.Monitor > TimeSpan.Zero
            ? [Add(replacement, stopped,
                new Operation.AwaitCondition(target, AwaitedCondition.Steady, Required: true, [], rollback.Monitor), after)]
            : after;
    }

    /// <summary>Restarts a container that was stopped only because of its dependency.</summary>
    private void Restart(string service, PlannedReplica replica)
    {
        if (replica.Existing is not { } existing || context.Disconnected.Any(item => item.Container == existing.Id)
            || context.Stops.StepOf(existing.Id) is not { } stopped || waits.StartOf(replica.Container) is not { } started)
            return;
        StartOldContainer(service, replica.Target, context.Model(service)?.PostStart ?? [], replica.Target.Name,
            new Compensation(stopped, started), []);
    }

    /// <summary>Starts a container after its dependencies, and runs its post_start hooks.</summary>
    private ImmutableArray<StepId> StartOldContainer(
        string service, ContainerTarget target, ImmutableArray<Hook> hooks, string group, Compensation compensation,
        ImmutableArray<StepId> after)
    {
        ImmutableArray<StepId> up = [Add(group, compensation, new Operation.StartContainer(target), [.. after, .. Dependencies(service)])];
        for (var i = 0; i < hooks.Length; i++)
            up = [Add(group, compensation, new Operation.RunHook(target, HookKind.PostStart, i, hooks[i], Required: true), up)];
        Restarted(service).AddRange(up);
        return up;
    }

    private IEnumerable<StepId> Dependencies(string service) => context.Desired.Graph.DependenciesOf(service).SelectMany(Restarted);

    private List<StepId> Restarted(string service)
    {
        if (!_restarted.TryGetValue(service, out var steps))
            _restarted[service] = steps = [];
        return steps;
    }

    private StepId Add(Replacement replacement, StepId reverted, Operation operation, IEnumerable<StepId> after) =>
        Add(replacement.Target.Name, new Compensation(reverted, replacement.Removed!.Value), operation, after);

    private StepId Add(string group, Compensation compensation, Operation operation, IEnumerable<StepId> after)
    {
        var added = context.Steps.Add(operation, new Reason(ReasonCode.Rollback), after, group: new StepGroup(StepGroup.RollBack, group));
        context.Steps.Amend(added, step => step with { Compensation = compensation });
        return added;
    }
}
