using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Text;
using Compose.Planning.Attributes;
using Compose.Planning.Context;
using Compose.Planning.Desired;
using Compose.Planning.Observed;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Planning.Networks;

/// <summary>
/// A missing network is created. One whose declaration has changed is recreated: its containers are disconnected first and connected again
/// with their whole endpoints (<see cref="EndpointReconnect"/>). A new name is a new network.
/// </summary>
internal static class NetworkPlanner
{
    public static void Plan(PlanningContext context)
    {
        foreach (var network in context.Desired.Networks)
        {
            if (network.Network.External)
                External(context, network);
            else
                Own(context, network);
        }
    }

    private static void External(PlanningContext context, NetworkSpec network)
    {
        var span = network.Network.Source?.Span ?? default;
        var found = context.Observed.Networks.Where(candidate => candidate.Name == network.Name).ToList();
        if (found.Count == 0)
            found = [.. context.Observed.Networks.Where(candidate => candidate.Id == network.Name)];
        if (found.Count == 1)
            context.Networks[network.Key] = new NetworkRef(found[0].Name, found[0].Id);
        else if (found.Count == 0)
            context.Error(DiagnosticCode.ExternalNetworkMissing, $"network {network.Name} declared as external, but could not be found",
                span,
                $"create it with `docker network create {network.Name}`, or remove `external: true`");
        else
            context.Error(DiagnosticCode.ExternalNetworkAmbiguous,
                $"network {network.Name} declared as external, but there are {found.Count} of that name", span,
                "use the id of the one that is meant as the name");
    }

    private static void Own(PlanningContext context, NetworkSpec network)
    {
        var live = Select(context, network);
        if (live is null)
            context.Networks[network.Key] = Create(context, network, new Reason(ReasonCode.Missing));
        else if (context.Policy.Repairs.Networks.Contains(network.Key))
            Recreate(context, network, live);
        else if (live.Project != context.Desired.Project.Name)
            Foreign(context, network, live);
        else if (live.ConfigHash is null || network.Hash.Matches(live.ConfigHash))
            context.Networks[network.Key] = new NetworkRef(live.Name, live.Id);
        else if (live.Name != network.Name)
            context.Networks[network.Key] = Create(context, network,
                new Reason(ReasonCode.Renamed, $"was {live.Name}") { Changes = [NameChange(network, live)] });
        else
            Recreate(context, network, live);
    }

    /// <summary>The network with the declared name, else the first one with the key's label.</summary>
    private static ObservedNetwork? Select(PlanningContext context, NetworkSpec network)
    {
        var named = context.Observed.Networks.Where(candidate => candidate.Name == network.Name).ToList();
        var own = context.Observed.Networks
            .Where(candidate => candidate.Project == context.Desired.Project.Name && candidate.Key == network.Key)
            .OrderBy(candidate => candidate.Name, StringComparer.Ordinal).ThenBy(candidate => candidate.Id, StringComparer.Ordinal)
                .ToList();
        return own.Find(candidate => candidate.Name == network.Name) ?? named.FirstOrDefault() ?? own.FirstOrDefault();
    }

    /// <summary>The project's networks of a declared key with a previous name.</summary>
    public static IEnumerable<(NetworkSpec Declared, ObservedNetwork Old)> LeftOver(PlanningContext context) =>
        from network in context.Desired.Networks
        where !network.Network.External
        from old in context.Observed.Networks
        where old.Project == context.Desired.Project.Name && old.Key == network.Key && old.Name != network.Name
        orderby network.Key, old.Name
        select (network, old);

    /// <summary>Removed when the last container is disconnected; one that is still in use elsewhere stays.</summary>
    public static void RemoveLeftOver(PlanningContext context)
    {
        foreach (var (declared, old) in LeftOver(context))
        {
            var users = context.Observed.Containers.Where(container => container.IsConnectedTo(old))
                .SelectMany(container => context.StepsOn(container.Id));
            var remove = new Operation.RemoveNetwork(new NetworkRef(old.Name, old.Id), BestEffort: true);
            context.Steps.Add(remove, new Reason(ReasonCode.Renamed, $"{declared.Key} is {declared.Name} now"), users);
        }
    }

    private static void Foreign(PlanningContext context, NetworkSpec network, ObservedNetwork live)
    {
        var text = live.Project is null
            ? $"a network with name {live.Name} exists but was not created by compose."
            : $"a network with name {live.Name} exists but was not created for project \"{context.Desired.Project.Name}\".";
        context.Warn(DiagnosticCode.ForeignNetwork, text, network.Network.Source?.Span ?? default,
            "Set `external: true` to use an existing network");
        context.Networks[network.Key] = new NetworkRef(live.Name, live.Id);
    }

    private static NetworkRef Create(PlanningContext context, NetworkSpec network, Reason reason, IEnumerable<StepId>? after = null) =>
        new(network.Name, Maker: context.Steps.Add(new Operation.CreateNetwork(network), reason, after));

    private static void Recreate(PlanningContext context, NetworkSpec network, ObservedNetwork live)
    {
        var reason = new Reason(ReasonCode.NetworkChanged, network.Key) { Changes = Changes(context, network, live) };
        var old = new NetworkRef(live.Name, live.Id);
        var left = new List<StepId>();
        foreach (var container in context.Observed.Containers.Where(container => container.IsConnectedTo(live)))
        {
            var stopped = context.Stop(container, reason with { Changes = [] }, Risk.Restart);
            var leave = context.Steps.Add(new Operation.DisconnectNetwork(ContainerTarget.Of(container), old),
                reason with { Changes = [] }, stopped);
            left.Add(context.Record(container.Id, leave));
            context.Disconnected.Add((container.Id, live.Name));
        }

        var removed = context.Steps.Add(new Operation.RemoveNetwork(old, BestEffort: false), reason, left,
            left.Count > 0 ? Risk.Restart : Risk.None);
        context.Networks[network.Key] = Create(context, network, reason with { Changes = [] }, [removed]);
    }

    public static AttributeChange NameChange(NetworkSpec declared, ObservedNetwork old) => new(
        AttributePath.Of("networks", declared.Key, "name"), old.Name, declared.Name,
            (declared.Network.Source?["name"] ?? declared.Network.Source)?.Span ?? SourceSpan.None);

    private static ImmutableArray<AttributeChange> Changes(PlanningContext context, NetworkSpec network, ObservedNetwork live) =>
        ResourceChanges.Of(AttributePath.Of("networks", network.Key), network.Network.Source, live.Labels, live.Attributes,
            context.Desired.Options.Redaction);
}
