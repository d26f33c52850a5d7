using System.Collections.Immutable;
using Compose.Planning.Observed;

namespace Compose.Planning;

/// <summary>The end of every replacement: the old containers go when the new ones hold, and what is done when they do not.</summary>
internal static class HandoverPlanner
{
    public static void Plan(Draft draft, StartSteps start)
    {
        foreach (var service in draft.Handovers.GroupBy(handover => handover.Spec.Name))
            Finish(draft, start, [.. service]);
        new WayBackSteps(draft, start).Plan();
    }

    private static void Finish(Draft draft, StartSteps start, ImmutableArray<Handover> handovers)
    {
        if (handovers[0].Update is not { } update)
        {
            foreach (var handover in handovers)
                handover.Finish([handover.LastOfStart!.Value, .. start.HeldBy(handover.Target.Container)]);
            return;
        }

        // To take all of them back, all of them have to be kept.
        ImmutableArray<StepId> all = [.. handovers.SelectMany(handover => handover.Held)];
        foreach (var handover in handovers)
            handover.Finish(update.OnFailure == UpdateFailure.Rollback ? all : handover.Held);
        if (update.Tolerated(handovers.Length) is > 0 and var tolerated)
            foreach (var handover in handovers)
                Tolerate(draft.Steps, handover, new Tolerance(handover.Spec.Name, handover.Old.Number, tolerated));
    }

    private static void Tolerate(PlanBuilder steps, Handover handover, Tolerance tolerance)
    {
        foreach (var step in steps.About(handover.Target.Container).Concat(steps.About(new ContainerRef.Existing(handover.Old.Id))))
            steps.Amend(step, one => one with { Tolerance = tolerance });
    }
}
