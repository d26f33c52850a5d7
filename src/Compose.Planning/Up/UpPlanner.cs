using Compose.Planning.Containers;
using Compose.Planning.Context;
using Compose.Planning.Desired;
using Compose.Planning.Images;
using Compose.Planning.Networks;
using Compose.Planning.Observed;
using Compose.Planning.Plans;
using Compose.Planning.Rollback;
using Compose.Planning.Starting;
using Compose.Planning.Volumes;

namespace Compose.Planning.Up;

/// <summary>Plans networks, volumes and orphans, then the services in the order of their dependencies, then their starts.</summary>
internal static class UpPlanner
{
    public static Plan Plan(DesiredState desired, ObservedState observed, UpPolicy policy)
    {
        var context = new PlanningContext(desired, observed, policy);
        PlanContainers(context, desired.Services);
        var waits = policy.Start ? StartPlanner.Plan(context) : null;
        Complete(context, waits);
        ProjectDirectoryCheck.Warn(context);
        return Finish(context);
    }

    internal static void PlanContainers(PlanningContext context, IEnumerable<ServiceSpec> services)
    {
        ImageSteps.Plan(context);
        NetworkPlanner.Plan(context);
        VolumePlanner.Plan(context);
        OrphanPlanner.Plan(context);
        ModelPlanner.Plan(context);
        foreach (var spec in services)
            ContainerPlanner.Plan(context, spec);
        EndpointReconnect.PlanUnmanaged(context);
    }

    /// <summary>Plans the removals after everything works, and the rollback.</summary>
    internal static void Complete(PlanningContext context, WaitSteps? waits)
    {
        if (waits is not null)
            ReplacementPlanner.Plan(context, waits);
        NetworkPlanner.RemoveLeftOver(context);
    }

    internal static Plan Finish(PlanningContext context)
    {
        foreach (var container in context.Replicas.Values.SelectMany(replicas => replicas).Select(replica => replica.Existing)
            .OfType<ObservedContainer>())
            if (container.State == ContainerState.Running && context.StepsOn(container.Id).Count == 0)
                context.Steps.Unchanged(container);
        var plan = context.Steps.Build() with { Redaction = context.Desired.Options.Redaction };
        return plan.HasErrors ? Plans.Plan.Empty with { Diagnostics = plan.Diagnostics, Questions = plan.Questions } : plan;
    }
}
