using Compose.Planning.Desired;
using Compose.Planning.Observed;

namespace Compose.Planning;

/// <summary>
/// Connects a container that stays to the networks it is to be in: after one was made anew, or because somebody has disconnected it. Always with
/// the whole endpoint.
/// </summary>
internal static class EndpointRepair
{
    public static void Plan(Draft draft, ServiceSpec spec, ObservedContainer container)
    {
        foreach (var network in draft.Policy.Repairs.Disconnects(container.Id))
            Touch(draft, container, new Operation.DisconnectNetwork(StopSteps.Target(container), new NetworkRef(network)), new Reason(ReasonCode.Drift, $"not to be in {network}"));
        if (draft.Networks.All(network => !spec.Service.Networks.Contains(network.Key) || Lack(draft, container, network.Key, network.Value) is null))
            return;
        var links = ContainerSpecs.LinksOf(draft, spec.Service, container.Number);
        foreach (var endpoint in ContainerSpecs.EndpointsOf(draft.Networks, spec.Service, container.Name, links, useAliases: true))
        {
            if (Lack(draft, container, endpoint.Key, endpoint.Network) is not { } reason)
                continue;
            if (!draft.Disconnected.Contains((container.Id, endpoint.Network.Name)) && container.Networks.FirstOrDefault(stale => stale.NetworkName == endpoint.Network.Name) is { } old)
                Touch(draft, container, new Operation.DisconnectNetwork(StopSteps.Target(container), new NetworkRef(old.NetworkName)), reason);
            Touch(draft, container, new Operation.ConnectNetwork(StopSteps.Target(container), endpoint), reason);
        }
    }

    /// <summary>Why a container has to be connected to the network; null when it is, and as it is to be.</summary>
    public static Reason? Lack(Draft draft, ObservedContainer container, string key, NetworkRef network)
    {
        if (draft.Disconnected.Contains((container.Id, network.Name)))
            return new Reason(ReasonCode.NetworkChanged, key);
        if (draft.Policy.Repairs.Reconnects(container.Id, network.Name))
            return new Reason(ReasonCode.Drift, $"connected to {key} in another way");
        return IsConnected(container, network) ? null : new Reason(ReasonCode.Drift, $"not connected to {key}");
    }

    /// <summary>Containers of no declared service get back what they had, as far as the list of containers shows it.</summary>
    public static void PlanOthers(Draft draft)
    {
        foreach (var container in draft.Observed.Containers.Where(container => IsOther(draft, container)))
        {
            foreach (var network in draft.Networks.Where(item => draft.Disconnected.Contains((container.Id, item.Value.Name))).OrderBy(item => item.Key, StringComparer.Ordinal))
            {
                var endpoint = new EndpointSpec(network.Key, network.Value) { Aliases = [container.Name, container.Service] };
                Touch(draft, container, new Operation.ConnectNetwork(StopSteps.Target(container), endpoint), new Reason(ReasonCode.NetworkChanged, network.Key));
            }

            if (draft.Stops.IsStopped(container.Id))
                Touch(draft, container, new Operation.StartContainer(StopSteps.Target(container)), new Reason(ReasonCode.NotRunning));
        }
    }

    private static bool IsOther(Draft draft, ObservedContainer container) =>
        !draft.Removed.Contains(container.Id)
        && draft.Disconnected.Any(pair => pair.Container == container.Id)
        && (container.IsOneOff || container.IsHook || draft.Desired.Find(container.Service) is null)
        && !(draft.Policy.RemoveOrphans && OrphanPlanner.IsOrphan(draft, container));

    private static void Touch(Draft draft, ObservedContainer container, Operation operation, Reason reason) =>
        draft.Touch(container.Id, draft.Steps.Add(operation, reason, draft.TouchedBy(container.Id)));

    /// <summary>A container that has never run shows its networks without ids.</summary>
    private static bool IsConnected(ObservedContainer container, NetworkRef network) => container.Networks.Any(endpoint =>
        endpoint.NetworkId.Length > 0 ? endpoint.NetworkId == network.Id : endpoint.NetworkName == network.Name);
}
