using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Planning.Swarm.Desired;
using Compose.Planning.Swarm.Observed;
using Api = Docker.DotNet.Models;

namespace Compose.Planning.Swarm.Checks;

/// <summary>Networks of the swarm that are not those of the file.</summary>
internal static class NetworkChecks
{
    public static IEnumerable<Diagnostic> Of(ComposeProject project, ObservedStack observed) =>
        Foreign(project, observed).Concat(Labels(project, observed));

    /// <summary>Names that networks of others have.</summary>
    private static IEnumerable<Diagnostic> Foreign(ComposeProject project, ObservedStack observed) =>
        from pair in Existing(project, observed)
        where !StackLabels.IsOf(observed.Name, pair.Existing.Labels)
        select Diagnostic.Error(
            DiagnosticCode.ForeignNetwork,
            $"a network with the name {pair.Network.Name} exists and does not belong to the stack \"{observed.Name}\"",
            pair.Network.Source?.Span ?? default, "", "declare it as external, or choose another name",
            AttributePath.Of("networks", pair.Network.Key));

    /// <summary>They are not worth the downtime of the services that use the network.</summary>
    private static IEnumerable<Diagnostic> Labels(ComposeProject project, ObservedStack observed) =>
        from pair in Existing(project, observed)
        where StackLabels.IsOf(observed.Name, pair.Existing.Labels)
        let wanted = StackLabels.With(project.Name, pair.Network.Labels)
        from name in pair.Existing.Labels.Keys.Union(wanted.Keys).Order(StringComparer.Ordinal)
        let old = pair.Existing.Labels.TryGetValue(name, out var value) ? value : null
        where old != wanted.GetValueOrDefault(name)
        select Diagnostic.Warning(
            DiagnosticCode.SwarmNetworkChanged,
            $"{AttributePath.Of("networks", pair.Network.Key, "labels", name)} differs from the label of the network, which stays: a swarm cannot change it",
            pair.Network.Source?.Span ?? default, "", "remove the stack's services and the network to have it created again, when the label matters",
            AttributePath.Of("networks", pair.Network.Key, "labels"));

    /// <summary>Differences of the stack's own networks.</summary>
    public static IEnumerable<NetworkChange> Changes(ComposeProject project, ObservedStack observed) =>
        from pair in Existing(project, observed)
        where StackLabels.IsOf(observed.Name, pair.Existing.Labels)
        from change in Differences(pair.Network, pair.Existing)
        select new NetworkChange(
            pair.Existing, AttributePath.Of("networks", pair.Network.Key) / change.Attribute, change.Attribute, change.Old, change.New,
            pair.Network.Source?.Span ?? default);

    private static IEnumerable<(Network Network, Api.NetworkResponse Existing)> Existing(ComposeProject project, ObservedStack observed) =>
        from network in NetworkMapping.Owned(project)
        let existing = observed.FindNetwork(network.Name)
        where existing is not null
        select (network, existing);

    /// <summary>Only what the file declares: the swarm adds options and addresses of its own.</summary>
    private static IEnumerable<(string Attribute, string Old, string New)> Differences(Network network, Api.NetworkResponse existing)
    {
        var driver = NetworkMapping.DriverOf(network);
        // A network that was just made gets its driver, options and addresses when the swarm has time for it.
        var isAllocated = existing.Driver is { Length: > 0 };
        if (isAllocated && existing.Driver != driver)
            yield return ("driver", existing.Driver, driver);
        if (existing.Internal != network.Internal)
            yield return ("internal", Word(existing.Internal), Word(network.Internal));
        if (existing.Attachable != network.Attachable)
            yield return ("attachable", Word(existing.Attachable), Word(network.Attachable));
        if (network.EnableIPv6 is { } ipv6 && existing.EnableIPv6 != ipv6)
            yield return ("enable_ipv6", Word(existing.EnableIPv6), Word(ipv6));
        if (!isAllocated)
            yield break;
        foreach (var (name, value) in network.DriverOpts)
            if (existing.Options is null || !existing.Options.TryGetValue(name, out var old) || old != value)
                yield return ($"driver_opts.{name}", existing.Options?.ContainsKey(name) == true ? existing.Options[name] : "not set",
                    $"\"{value}\"");
        var subnets = (existing.IPAM?.Config ?? []).Select(pool => pool.Subnet).ToList();
        foreach (var pool in network.Ipam.Pools.Where(pool => pool.Subnet is not null && !subnets.Contains(pool.Subnet)))
            yield return ("ipam", subnets.Count == 0 ? "another one" : string.Join(", ", subnets), pool.Subnet!);
    }

    private static string Word(bool value) => value ? "true" : "false";
}
