using Compose.Planning.Observed;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Planning.Lifecycle;

/// <summary>`stop`: dependents first, each with its pre_stop hooks.</summary>
internal static class StopPlanner
{
    public static Plan Plan(ProjectOutline stack, ObservedState observed, LifecyclePolicy policy)
    {
        var steps = new PlanBuilder();
        var stops = new StopSteps(steps, policy.StopTimeout);
        var done = new Dictionary<string, List<StepId>>(StringComparer.Ordinal);
        var reason = new Reason(ReasonCode.Requested);
        foreach (var service in stack.Services.Reverse())
        {
            List<StepId> before = [.. stack.Graph.DependentsOf(service.Name).SelectMany(name => done[name])];
            done[service.Name] = before;
            if (!policy.Services.IsEmpty && !policy.Services.Contains(service.Name))
                continue;
            if (service.Model?.Provider is not null && stack.Desired is { } desired)
            {
                if (policy.StoppableProviders.Contains(service.Name))
                    done[service.Name] =
                        [steps.Add(new Operation.RunProvider(desired.Project, service.Model, ProviderVerb.Stop), reason, before)];
                continue;
            }

            var stopped = observed.ReplicasOf(service.Name)
                .SelectMany(container => stops.AddOrReport(container, service.Model, reason, Risk.Downtime, before)).ToList();
            if (stopped.Count > 0)
                done[service.Name] = stopped;
        }

        return steps.Build();
    }
}
