using System.Collections.Immutable;
using Compose.Planning.Swarm.Desired;
using Docker.DotNet.Models;

namespace Compose.Planning.Swarm.Observed;

/// <summary>What a swarm has: everything that files can refer to, and of the stack what belongs to it.</summary>
public sealed record ObservedStack(string Name)
{
    public ImmutableArray<SwarmService> AllServices { get; init; } = [];
    public ImmutableArray<NetworkResponse> AllNetworks { get; init; } = [];
    public ImmutableArray<SwarmConfig> AllConfigs { get; init; } = [];
    public ImmutableArray<Secret> AllSecrets { get; init; } = [];
    public ImmutableArray<NodeListResponse> Nodes { get; init; } = [];

    /// <summary>What nodes advertise beside CPUs and memory.</summary>
    public ImmutableArray<string> ResourceKinds =>
    [
        .. Nodes.SelectMany(node => node.Description?.Resources?.GenericResources ?? [])
            .Select(resource => resource.DiscreteResourceSpec?.Kind ?? resource.NamedResourceSpec?.Kind).OfType<string>()
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    public IEnumerable<SwarmService> Services => AllServices.Where(service => StackLabels.IsOf(Name, service.Spec?.Labels));
    public IEnumerable<NetworkResponse> Networks => AllNetworks.Where(network => StackLabels.IsOf(Name, network.Labels));
    public IEnumerable<SwarmConfig> Configs => OwnConfigs.Where(config => !StackLabels.IsBookkeeping(config.Spec.Labels));

    /// <summary>The configs that keep releases and the lock.</summary>
    public IEnumerable<SwarmConfig> Bookkeeping => OwnConfigs.Where(config => StackLabels.IsBookkeeping(config.Spec.Labels));

    public bool IsLocked => OwnConfigs.Any(config => config.Spec.Labels!.ContainsKey(StackLabels.Lock));

    public IEnumerable<Secret> Secrets => AllSecrets.Where(secret => StackLabels.IsOf(Name, secret.Spec.Labels));

    private IEnumerable<SwarmConfig> OwnConfigs => AllConfigs.Where(config => StackLabels.IsOf(Name, config.Spec.Labels));

    public SwarmService? Find(string service) => Services.FirstOrDefault(found => found.Spec?.Name == service);

    /// <summary>The networks that services of a swarm can join.</summary>
    public NetworkResponse? FindNetwork(string name) => AllNetworks
        .FirstOrDefault(network => network.Name == name && network.Scope == "swarm");
}
