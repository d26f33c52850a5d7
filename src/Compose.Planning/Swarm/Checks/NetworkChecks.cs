using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Planning.Swarm.Desired;
using Compose.Planning.Swarm.Observed;
using Api = Docker.DotNet.Models;

namespace Compose.Planning.Swarm.Checks;

/// <summary>A network cannot be changed, so a difference to the file is an error and not silently left as it is.</summary>
internal static class NetworkChecks
{
    public static IEnumerable<Diagnostic> Of(ComposeProject project, ObservedStack observed) =>
        from network in NetworkMapping.Owned(project)
        let existing = observed.FindNetwork(network.Name)
        where existing is not null
        from problem in Of(network, existing, observed.Name)
        select problem;

    private static IEnumerable<Diagnostic> Of(Network network, Api.NetworkResponse existing, string stack)
    {
        var path = AttributePath.Of("networks", network.Key);
        var place = network.Source?.Span ?? default;
        if (!StackLabels.IsOf(stack, existing.Labels))
        {
            yield return Diagnostic.Error(
                DiagnosticCode.ForeignNetwork,
                    $"a network with the name {network.Name} exists and does not belong to the stack \"{stack}\"", place, "",
                "declare it as external, or choose another name", path);
            yield break;
        }

        foreach (var (attribute, old, now) in Differences(network, existing))
            yield return Diagnostic.Error(
                DiagnosticCode.SwarmNetworkChanged,
                    $"{path}.{attribute} is {old} in the swarm and {now} in the file: a network of a swarm cannot be changed", place,
                "differs", "run `down` and `up`, or give the network another name", path / attribute);
    }

    /// <summary>Only what the file declares: the swarm adds options and addresses of its own.</summary>
    private static IEnumerable<(string Attribute, string Old, string New)> Differences(Network network, Api.NetworkResponse existing)
    {
        var driver = NetworkMapping.DriverOf(network);
        if (existing.Driver != driver)
            yield return ("driver", existing.Driver, driver);
        if (existing.Internal != network.Internal)
            yield return ("internal", Word(existing.Internal), Word(network.Internal));
        if (existing.Attachable != network.Attachable)
            yield return ("attachable", Word(existing.Attachable), Word(network.Attachable));
        if (network.EnableIPv6 is { } ipv6 && existing.EnableIPv6 != ipv6)
            yield return ("enable_ipv6", Word(existing.EnableIPv6), Word(ipv6));
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
