using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Swarm.Checks;
using Compose.Planning.Swarm.Desired;
using Compose.Planning.Swarm.Observed;
using Api = Docker.DotNet.Models;

namespace Compose.Planning.Swarm;

/// <summary>
/// Networks that differ from the file. A network of a swarm cannot be changed: its services are removed, and they are created again with
/// the new network.
/// </summary>
internal sealed class NetworkReplacement
{
    private readonly ObservedStack _observed;
    private readonly ImmutableArray<NetworkChange> _changes;
    private readonly ImmutableArray<Api.SwarmService> _removed;

    /// <param name="project">The project.</param>
    /// <param name="observed">What the swarm has.</param>
    /// <param name="created">The services that the plan can create again.</param>
    public NetworkReplacement(ComposeProject project, ObservedStack observed, IEnumerable<Service> created)
    {
        _observed = observed;
        _changes = [.. NetworkChecks.Changes(project, observed)];
        var names = created.Select(service => ServiceMapping.NameOf(project, service)).ToHashSet(StringComparer.Ordinal);
        var users = observed.AllServices.Where(service => _changes.Any(change => Uses(service, change.Existing))).ToLookup(service =>
            StackLabels.IsOf(observed.Name, service.Spec!.Labels) && names.Contains(service.Spec.Name!));
        (_removed, Others) = ([.. users[true]], [.. users[false]]);
        After = observed with
        {
            AllServices = observed.AllServices.RemoveAll(service => _removed.Contains(service)),
            AllNetworks = observed.AllNetworks.RemoveAll(network => _changes.Any(change => change.Existing.ID == network.ID)),
        };
    }

    /// <summary>What the swarm has when they are gone.</summary>
    public ObservedStack After { get; }

    /// <summary>Services that use such a network and that the run does not create again.</summary>
    private ImmutableArray<Api.SwarmService> Others { get; }

    /// <summary>A network that other services use stays as it is.</summary>
    public IEnumerable<Diagnostic> Problems() =>
        from change in _changes
        let users = Others.Where(service => Uses(service, change.Existing)).Select(service => service.Spec!.Name!)
            .Order(StringComparer.Ordinal).ToList()
        where users.Count > 0
        select Diagnostic.Error(
            DiagnosticCode.SwarmNetworkChanged,
            $"{change.Path} is {change.Old} in the swarm and {change.New} in the file, and the network cannot be replaced: "
                + $"{string.Join(", ", users)}, which this run does not create again, {(users.Count == 1 ? "uses" : "use")} it",
            change.Place, "differs", "give the network another name, or remove those services first", change.Path);

    /// <summary>Removes them; the networks are created again after these steps.</summary>
    public ImmutableArray<StepId> Remove(PlanBuilder builder, NamedMap<Service> declared)
    {
        var gone = new Dictionary<string, StepId>(StringComparer.Ordinal);
        foreach (var service in _removed.OrderBy(service => service.Spec!.Name, StringComparer.Ordinal))
        {
            var removed = builder.Add(
                new Operation.RemoveService(
                    StackServiceNames.Key(_observed.Name, service.Spec!.Name!, declared), service.ID, service.Spec.Name!),
                new Reason(ReasonCode.NetworkChanged, "downtime: its network is replaced"), risk: Risk.Downtime);
            gone[service.ID] = builder.Add(
                new Operation.AwaitTasksGone(_observed.Name) { ServiceId = service.ID, Service = service.Spec.Name },
                new Reason(ReasonCode.Wait), [removed]);
        }

        return
        [
            .. _changes.GroupBy(change => change.Existing.ID).Select(changes => builder.Add(
                new Operation.RemoveStackNetwork(changes.Key, changes.First().Existing.Name),
                new Reason(ReasonCode.NetworkChanged) { Changes = [.. changes.Select(change => change.Attribute)] },
                _removed.Where(service => Uses(service, changes.First().Existing)).Select(service => gone[service.ID]), Risk.Downtime)),
        ];
    }

    private static bool Uses(Api.SwarmService service, Api.NetworkResponse network) =>
        (service.Spec?.TaskTemplate?.Networks ?? []).Any(joined => joined.Target == network.ID || joined.Target == network.Name);
}
