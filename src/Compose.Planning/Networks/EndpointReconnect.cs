using Compose.Planning.Context;
using Compose.Planning.Desired;
using Compose.Planning.Observed;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Planning.Networks;

/// <summary>
/// Connects existing containers to their networks, after a network was recreated or a container was disconnected by hand. Always with the
/// whole endpoint.
/// </summary>
internal static class EndpointReconnect
{
    public static void Plan(PlanningContext context, ServiceSpec spec, ObservedContainer container)
    {
        foreach (var network in context.Policy.Repairs.Disconnects(container.Id))
            Record(context, container, new Operation.DisconnectNetwork(ContainerTarget.Of(container), new NetworkRef(network)),
                new Reason(ReasonCode.Drift, $"not to be in {network}"));
        if (context.Networks
            .All(network => !spec.Service.Networks.Contains(network.Key)
                || ReasonToReconnect(context, container, network.Key, network.Value) is null))
            return;
        var links = ContainerEndpoints.LinksOf(context, spec.Service, container.Number);
        foreach (var endpoint in ContainerEndpoints.EndpointsOf(context.Networks, spec.Service, container.Name, links, useAliases: true))
        {
            if (ReasonToReconnect(context, container, endpoint.Key, endpoint.Network) is not { } reason)
                continue;
            if (!context.Disconnected.Contains((container.Id, endpoint.Network.Name))
                && container.Networks.FirstOrDefault(stale => stale.NetworkName == endpoint.Network.Name) is { } old)
                Record(context, container, new Operation.DisconnectNetwork(ContainerTarget.Of(container), new NetworkRef(old.NetworkName)),
                    reason);
            Record(context, container, new Operation.ConnectNetwork(ContainerTarget.Of(container), endpoint), reason);
        }
    }

    /// <summary>Null if the container is connected as declared.</summary>
    public static Reason? ReasonToReconnect(PlanningContext context, ObservedContainer container, string key, NetworkRef network)
    {
        if (context.Disconnected.Contains((container.Id, network.Name)))
            return new Reason(ReasonCode.NetworkChanged, key);
        if (context.Policy.Repairs.Reconnects(container.Id, network.Name))
            return new Reason(ReasonCode.Drift, $"connected to {key} in another way");
        return IsConnected(container, network) ? null : new Reason(ReasonCode.Drift, $"not connected to {key}");
    }

    /// <summary>Reconnects containers of undeclared services, as far as the engine's list shows their endpoints.</summary>
    public static void PlanUnmanaged(PlanningContext context)
    {
        foreach (var container in context.Observed.Containers.Where(container => IsOther(context, container)))
        {
            foreach (var network in context.Networks.Where(item => context.Disconnected.Contains((container.Id, item.Value.Name)))
                .OrderBy(item => item.Key, StringComparer.Ordinal))
            {
                var endpoint = new EndpointSpec(network.Key, network.Value) { Aliases = [container.Name, container.Service] };
                Record(context, container, new Operation.ConnectNetwork(ContainerTarget.Of(container), endpoint),
                    new Reason(ReasonCode.NetworkChanged, network.Key));
            }

            if (context.Stops.IsStopped(container.Id))
                Record(context, container, new Operation.StartContainer(ContainerTarget.Of(container)), new Reason(ReasonCode.NotRunning));
        }
    }

    private static bool IsOther(PlanningContext context, ObservedContainer container) =>
        !context.Removed.Contains(container.Id)
        && context.Disconnected.Any(pair => pair.Container == container.Id)
        && (container.IsOneOff || container.IsHook || context.Desired.Find(container.Service) is null)
        && !(context.Policy.RemoveOrphans && context.IsOrphan(container));

    private static void Record(PlanningContext context, ObservedContainer container, Operation operation, Reason reason) =>
        context.Record(container.Id, context.Steps.Add(operation, reason, context.StepsOn(container.Id)));

    /// <summary>A container that has never run lists its networks without ids.</summary>
    private static bool IsConnected(ObservedContainer container, NetworkRef network) => container.Networks.Any(endpoint =>
        endpoint.NetworkId.Length > 0 ? endpoint.NetworkId == network.Id : endpoint.NetworkName == network.Name);
}
