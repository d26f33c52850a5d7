using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Context;
using Compose.Planning.Desired;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Starting;

namespace Compose.Planning.Rollback;

/// <summary>Ends every replacement: the old containers are removed when the new ones work, and rolled back to when they do not.</summary>
internal static class ReplacementPlanner
{
    public static void Plan(PlanningContext context, WaitSteps waits)
    {
        foreach (var service in context.Replacements.GroupBy(replacement => replacement.Spec.Name))
            Finish(context, waits, [.. service]);
        new RollbackSteps(context, waits).Plan();
    }

    private static void Finish(PlanningContext context, WaitSteps waits, ImmutableArray<Replacement> replacements)
    {
        var update = replacements[0].Update;
        // A rollback of all replicas needs all old containers, and a container that shares a namespace can only return to the one that it
        // was created for.
        ImmutableArray<StepId> all = [.. replacements.SelectMany(replacement => Confirmed(replacement, waits))];
        var sharers = context.Replacements.Where(other => Shares(other, replacements)).SelectMany(other => Confirmed(other, waits))
            .ToList();
        foreach (var replacement in replacements)
            replacement.Finish([.. update?.OnFailure == UpdateFailure.Rollback ? all : Confirmed(replacement, waits), .. sharers]);
        if (update is not null && sharers.Count == 0 && replacements[0].Spec.Parents.IsEmpty
            && update.Tolerated(replacements.Length) is > 0 and var tolerated)
            foreach (var replacement in replacements)
                Tolerate(context.Steps, replacement, new FailureTolerance(replacement.Spec.Name, replacement.Old.Number, tolerated));
    }

    private static ImmutableArray<StepId> Confirmed(Replacement replacement, WaitSteps waits) =>
        replacement.Update is null
            ? [replacement.LastOfStart!.Value, .. waits.ConfirmedBy(replacement.Target.Container)]
            : replacement.Confirmed;

    private static bool Shares(Replacement other, ImmutableArray<Replacement> replacements) =>
        other.Spec.Parents.Contains(replacements[0].Spec.Name)
        || ServiceGraph.NamedContainers(other.Spec.Service).Any(name => replacements.Any(replacement => replacement.Target.Name == name));

    private static void Tolerate(PlanBuilder steps, Replacement replacement, FailureTolerance tolerance)
    {
        foreach (var step in steps.About(replacement.Target.Container).Concat(steps.About(new ContainerRef.Existing(replacement.Old.Id))))
            steps.Amend(step, one => one.Operation is Operation.RunPreStart ? one : one with { FailureTolerance = tolerance });
    }
}
