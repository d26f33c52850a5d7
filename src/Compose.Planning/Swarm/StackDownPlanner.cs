using Compose.Files.Model;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Swarm.Desired;
using Compose.Planning.Swarm.Observed;
using Compose.Planning.Swarm.Releases;

namespace Compose.Planning.Swarm;

internal static class StackDownPlanner
{
    public static Plan Plan(ObservedStack observed, NamedMap<Service> declared, bool wait)
    {
        var builder = new PlanBuilder { OnFailure = FailurePolicy.ContinueIndependent };
        var requested = new Reason(ReasonCode.Requested);
        var services = observed.Services.OrderBy(service => service.Spec!.Name, StringComparer.Ordinal)
            .Select(service =>
                builder.Add(new Operation.RemoveService(StackServiceNames.Key(observed.Name, service.Spec!.Name!, declared), service.ID,
                service.Spec.Name!), requested, risk: Risk.Downtime))
            .ToList();
        var gone = wait && services.Count > 0
            ? [builder.Add(new Operation.AwaitTasksGone(observed.Name), new Reason(ReasonCode.Wait), services)] : services;
        foreach (var secret in observed.Secrets)
            builder.Add(new Operation.RemoveSecret(secret.ID, secret.Spec.Name!), requested, services);
        foreach (var config in observed.Configs.Concat(observed.Bookkeeping.Where(config => ReleaseHistory.NumberOf(config) > 0)))
            builder.Add(new Operation.RemoveConfig(config.ID, config.Spec.Name!), requested, services);
        foreach (var network in observed.Networks)
            builder.Add(new Operation.RemoveStackNetwork(network.ID, network.Name), requested, gone);
        return builder.Build();
    }
}
