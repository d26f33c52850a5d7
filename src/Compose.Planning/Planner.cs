using Compose.Planning.Desired;
using Compose.Planning.Observed;

namespace Compose.Planning;

/// <summary>
/// What to do, from what is to be and what is. Pure: no engine, no clock, no console. Networks, volumes, orphans, then the services in the order
/// of their dependencies, then their starts.
/// </summary>
public static class Planner
{
    /// <summary>`up`, `create` (<see cref="UpPolicy.Start"/> off) and `scale` (with its scales in the desired state).</summary>
    public static Plan Up(DesiredState desired, ObservedState observed, UpPolicy policy)
    {
        var draft = new Draft(desired, observed, policy);
        PlanContainers(draft, desired.Services);
        var waits = policy.Start ? StartPlanner.Plan(draft) : null;
        Settle(draft, waits);
        OtherFolder.Point(draft);
        return Finish(draft);
    }

    internal static void PlanContainers(Draft draft, IEnumerable<ServiceSpec> services)
    {
        ImageSteps.Plan(draft);
        NetworkPlanner.Plan(draft);
        VolumePlanner.Plan(draft);
        OrphanPlanner.Plan(draft);
        foreach (var spec in services)
            ContainerPlanner.Plan(draft, spec);
        EndpointRepair.PlanOthers(draft);
    }

    /// <summary>What is no longer needed once everything holds, and the way back for when it does not.</summary>
    internal static void Settle(Draft draft, WaitSteps? waits)
    {
        if (waits is not null)
            HandoverPlanner.Plan(draft, waits);
        NetworkPlanner.RemoveLeftOver(draft);
    }

    internal static Plan Finish(Draft draft)
    {
        foreach (var container in draft.Replicas.Values.SelectMany(replicas => replicas).Select(replica => replica.Existing).OfType<ObservedContainer>())
            if (container.State == ContainerState.Running && draft.TouchedBy(container.Id).Count == 0)
                draft.Steps.Unchanged(container);
        var plan = draft.Steps.Build() with { Redaction = draft.Desired.Options.Redaction };
        return plan.HasErrors ? Plan.Empty with { Diagnostics = plan.Diagnostics, Questions = plan.Questions } : plan;
    }
}
