using System.Collections.Immutable;
using Compose.Files.Text;
using Compose.Planning.Desired;
using Compose.Planning.Observed;

namespace Compose.Planning;

/// <summary>
/// Networks: missing ones are made; one that is declared differently now is made anew under its name, with its containers disconnected
/// before and connected again with their whole endpoints after (<see cref="EndpointRepair"/> does that); a new name is a new network.
/// </summary>
internal static class NetworkPlanner
{
    public static void Plan(Draft draft)
    {
        foreach (var network in draft.Desired.Networks)
        {
            if (network.Network.External)
                External(draft, network);
            else
                Own(draft, network);
        }
    }

    private static void External(Draft draft, NetworkSpec network)
    {
        var span = network.Network.Source?.Span ?? default;
        var found = draft.Observed.Networks.Where(candidate => candidate.Name == network.Name).ToList();
        if (found.Count == 0)
            found = [.. draft.Observed.Networks.Where(candidate => candidate.Id == network.Name)];
        if (found.Count == 1)
            draft.Networks[network.Key] = new NetworkRef(found[0].Name, found[0].Id);
        else if (found.Count == 0)
            draft.Error(PlanningCodes.ExternalNetworkMissing, $"network {network.Name} declared as external, but could not be found", span,
                $"create it with `docker network create {network.Name}`, or remove `external: true`");
        else
            draft.Error(PlanningCodes.ExternalNetworkAmbiguous, $"network {network.Name} declared as external, but there are {found.Count} of that name", span,
                "use the id of the one that is meant as the name");
    }

    private static void Own(Draft draft, NetworkSpec network)
    {
        var live = Select(draft, network);
        if (live is null)
            draft.Networks[network.Key] = Create(draft, network, new Reason(ReasonCode.Missing));
        else if (draft.Policy.Repairs.Networks.Contains(network.Key))
            Recreate(draft, network, live);
        else if (live.Project != draft.Desired.Project.Name)
            Foreign(draft, network, live);
        else if (live.ConfigHash is null || network.Hash.Matches(live.ConfigHash))
            draft.Networks[network.Key] = new NetworkRef(live.Name, live.Id);
        else if (live.Name != network.Name)
            draft.Networks[network.Key] = Create(draft, network, new Reason(ReasonCode.Renamed, $"was {live.Name}") { Changes = [NameChange(network, live)] });
        else
            Recreate(draft, network, live);
    }

    /// <summary>The one that is used for a key: by its name, else the first of those that carry the key's label.</summary>
    private static ObservedNetwork? Select(Draft draft, NetworkSpec network)
    {
        var named = draft.Observed.Networks.Where(candidate => candidate.Name == network.Name).ToList();
        var own = draft.Observed.Networks
            .Where(candidate => candidate.Project == draft.Desired.Project.Name && candidate.Key == network.Key)
            .OrderBy(candidate => candidate.Name, StringComparer.Ordinal).ThenBy(candidate => candidate.Id, StringComparer.Ordinal).ToList();
        return own.Find(candidate => candidate.Name == network.Name) ?? named.FirstOrDefault() ?? own.FirstOrDefault();
    }

    /// <summary>Own networks of a declared key under a name that the file no longer has: what is left after a rename.</summary>
    public static IEnumerable<(NetworkSpec Declared, ObservedNetwork Old)> LeftOver(Draft draft) =>
        from network in draft.Desired.Networks
        where !network.Network.External
        from old in draft.Observed.Networks
        where old.Project == draft.Desired.Project.Name && old.Key == network.Key && old.Name != network.Name
        orderby network.Key, old.Name
        select (network, old);

    /// <summary>They go when nothing is connected to them any more; one that somebody else still uses stays.</summary>
    public static void RemoveLeftOver(Draft draft)
    {
        foreach (var (declared, old) in LeftOver(draft))
        {
            var users = draft.Observed.Containers.Where(container => IsConnected(container, old)).SelectMany(container => draft.TouchedBy(container.Id));
            var remove = new Operation.RemoveNetwork(new NetworkRef(old.Name, old.Id), BestEffort: true);
            draft.Steps.Add(remove, new Reason(ReasonCode.Renamed, $"{declared.Key} is {declared.Name} now"), users);
        }
    }

    private static void Foreign(Draft draft, NetworkSpec network, ObservedNetwork live)
    {
        var text = live.Project is null
            ? $"a network with name {live.Name} exists but was not created by compose."
            : $"a network with name {live.Name} exists but was not created for project \"{draft.Desired.Project.Name}\".";
        draft.Warn(PlanningCodes.NetworkNotOurs, text, network.Network.Source?.Span ?? default, "Set `external: true` to use an existing network");
        draft.Networks[network.Key] = new NetworkRef(live.Name, live.Id);
    }

    private static NetworkRef Create(Draft draft, NetworkSpec network, Reason reason, IEnumerable<StepId>? after = null) =>
        new(network.Name, Maker: draft.Steps.Add(new Operation.CreateNetwork(network), reason, after));

    private static void Recreate(Draft draft, NetworkSpec network, ObservedNetwork live)
    {
        var reason = new Reason(ReasonCode.NetworkChanged, network.Key) { Changes = Changes(draft, network, live) };
        var old = new NetworkRef(live.Name, live.Id);
        var left = new List<StepId>();
        foreach (var container in draft.Observed.Containers.Where(container => IsConnected(container, live)))
        {
            var stopped = draft.Stop(container, reason with { Changes = [] }, Risk.Restart);
            var leave = draft.Steps.Add(new Operation.DisconnectNetwork(StopSteps.Target(container), old), reason with { Changes = [] }, stopped);
            left.Add(draft.Touch(container.Id, leave));
            draft.Disconnected.Add((container.Id, live.Name));
        }

        var removed = draft.Steps.Add(new Operation.RemoveNetwork(old, BestEffort: false), reason, left, left.Count > 0 ? Risk.Restart : Risk.None);
        draft.Networks[network.Key] = Create(draft, network, reason with { Changes = [] }, [removed]);
    }

    public static AttributeChange NameChange(NetworkSpec declared, ObservedNetwork old) => new(
        $"networks.{declared.Key}.name", old.Name, declared.Name, (declared.Network.Source?["name"] ?? declared.Network.Source)?.Span ?? SourceSpan.None);

    private static ImmutableArray<AttributeChange> Changes(Draft draft, NetworkSpec network, ObservedNetwork live) =>
        ResourceChanges.Of("networks." + network.Key, network.Network.Source, live.Labels, live.Attributes, draft.Desired.Options.Redaction);

    public static bool IsConnected(ObservedContainer container, ObservedNetwork network) =>
        container.Networks.Any(endpoint => endpoint.NetworkId == network.Id || (endpoint.NetworkId.Length == 0 && endpoint.NetworkName == network.Name));
}
