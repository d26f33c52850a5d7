using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Desired;
using Compose.Planning.Graph;
using Compose.Planning.Naming;
using Compose.Planning.Observed;

namespace Compose.Planning.Lifecycle;

/// <summary>
/// The part of a project that commands need which create nothing: services in order, and the names of networks and volumes. It is read from
/// the compose files, or without them from the labels on the engine.
/// </summary>
public sealed record ProjectOutline
{
    public required string Project { get; init; }

    /// <summary>Null without compose files.</summary>
    public DesiredState? Desired { get; init; }

    /// <summary>Dependencies first.</summary>
    public required ImmutableArray<OutlineService> Services { get; init; }

    public required DependencyGraph Graph { get; init; }

    /// <summary>Declared but not among <see cref="Services"/>: their containers are not orphans.</summary>
    public ImmutableHashSet<string> Disabled { get; init; } = [];

    /// <summary>Names on the engine by key, without external ones.</summary>
    public NamedMap<string> Networks { get; init; } = NamedMap<string>.Empty;

    public NamedMap<string> Volumes { get; init; } = NamedMap<string>.Empty;

    public static ProjectOutline Of(DesiredState desired) => new()
    {
        Project = desired.Project.Name,
        Desired = desired,
        Services = [.. desired.Services.Select(spec => new OutlineService(spec.Name, spec.DependsOn, spec.Service))],
        Graph = desired.Graph,
        Disabled = [.. desired.Project.DisabledServices.Keys],
        Networks = desired.Project.Networks.Where((_, network) => !network.External).Select((_, network) => network.Name),
        Volumes = desired.Project.Volumes.Where((_, volume) => !volume.External).Select((_, volume) => volume.Name),
    };

    public static ProjectOutline Of(ObservedState observed)
    {
        var services = observed.Containers.Where(container => !container.IsHook && container.Service.Length > 0)
            .GroupBy(container => container.Service, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => new OutlineService(group.Key, DependsOn(group), null), StringComparer.Ordinal);
        var graph = new DependencyGraph(services.Values.Select(service => KeyValuePair.Create(service.Name, service.DependsOn.Keys)));
        return new ProjectOutline
        {
            Project = observed.Project,
            Services = [.. graph.Order().Select(name => services[name])],
            Graph = graph,
            Networks = Names(observed.Networks.Where(network => network.Project == observed.Project), network => network.Name),
            Volumes = Names(observed.Volumes.Where(volume => volume.Project == observed.Project), volume => volume.Name),
        };
    }

    public OutlineService? Find(string service) => Services.FirstOrDefault(outline => outline.Name == service);

    /// <summary>The named services, or all if none is named, in their order.</summary>
    internal IEnumerable<OutlineService> Chosen(ImmutableArray<string> services) =>
        Services.Where(service => services.IsEmpty || services.Contains(service.Name));

    /// <summary>Its service is neither declared nor disabled.</summary>
    internal bool IsUnknown(ObservedContainer container) => Find(container.Service) is null && !Disabled.Contains(container.Service);

    private static NamedMap<Dependency> DependsOn(IEnumerable<ObservedContainer> containers) =>
        Labels.ParseDependsOn(containers.MaxBy(container => container.Created)?.Label(LabelNames.DependsOn));

    /// <summary>Keyed by name, because two of them may have the same key label.</summary>
    private static NamedMap<string> Names<T>(IEnumerable<T> items, Func<T, string> nameOf) =>
        new(items.Select(nameOf).Distinct(StringComparer.Ordinal).Select(name => KeyValuePair.Create(name, name)));
}
