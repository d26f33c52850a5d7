using System.Collections.Immutable;
using Compose.Planning.Desired;

namespace Compose.Planning;

/// <summary>The end of every replacement: the old containers go when the new ones hold, and what is done when they do not.</summary>
internal static class HandoverPlanner
{
    public static void Plan(Draft draft, WaitSteps waits)
    {
        foreach (var service in draft.Handovers.GroupBy(handover => handover.Spec.Name))
            Finish(draft, waits, [.. service]);
        new WayBackSteps(draft, waits).Plan();
    }

    private static void Finish(Draft draft, WaitSteps waits, ImmutableArray<Handover> handovers)
    {
        var update = handovers[0].Update;
        // To take all of them back, all of them have to be kept; and what shares a namespace can only go back to the container that it had.
        ImmutableArray<StepId> all = [.. handovers.SelectMany(handover => Held(handover, waits))];
        var sharers = draft.Handovers.Where(other => Shares(other, handovers)).SelectMany(other => Held(other, waits)).ToList();
        foreach (var handover in handovers)
            handover.Finish([.. update?.OnFailure == UpdateFailure.Rollback ? all : Held(handover, waits), .. sharers]);
        if (update is not null && sharers.Count == 0 && handovers[0].Spec.Parents.IsEmpty && update.Tolerated(handovers.Length) is > 0 and var tolerated)
            foreach (var handover in handovers)
                Tolerate(draft.Steps, handover, new Tolerance(handover.Spec.Name, handover.Old.Number, tolerated));
    }

    private static ImmutableArray<StepId> Held(Handover handover, WaitSteps waits) =>
        handover.Update is null ? [handover.LastOfStart!.Value, .. waits.HeldBy(handover.Target.Container)] : handover.Held;

    private static bool Shares(Handover other, ImmutableArray<Handover> handovers) =>
        other.Spec.Parents.Contains(handovers[0].Spec.Name)
        || ServiceGraph.NamedContainers(other.Spec.Service).Any(name => handovers.Any(handover => handover.Target.Name == name));

    private static void Tolerate(PlanBuilder steps, Handover handover, Tolerance tolerance)
    {
        foreach (var step in steps.About(handover.Target.Container).Concat(steps.About(new ContainerRef.Existing(handover.Old.Id))))
            steps.Amend(step, one => one.Operation is Operation.RunPreStart ? one : one with { Tolerance = tolerance });
    }
}
