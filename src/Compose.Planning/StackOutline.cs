using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Desired;
using Compose.Planning.Graph;
using Compose.Planning.Observed;

namespace Compose.Planning;

/// <summary>
/// What commands that create nothing need to know of a stack: services in their order, and the names of networks and volumes. It comes from
/// the compose files, or without them from the labels of what is on the engine.
/// </summary>
public sealed record StackOutline
{
    public required string Project { get; init; }

    /// <summary>Null without compose files.</summary>
    public DesiredState? Desired { get; init; }

    /// <summary>Dependencies first.</summary>
    public required ImmutableArray<OutlineService> Services { get; init; }

    public required DependencyGraph Graph { get; init; }

    /// <summary>Declared but not among <see cref="Services"/>: their containers are nobody's orphans.</summary>
    public ImmutableHashSet<string> Disabled { get; init; } = [];

    /// <summary>The engine's names by key, without external ones.</summary>
    public NamedMap<string> Networks { get; init; } = NamedMap<string>.Empty;

    public NamedMap<string> Volumes { get; init; } = NamedMap<string>.Empty;

    public static StackOutline Of(DesiredState desired) => new()
    {
        Project = desired.Project.Name,
        Desired = desired,
        Services = [.. desired.Services.Select(spec => new OutlineService(spec.Name, spec.DependsOn, spec.Service))],
        Graph = desired.Graph,
        Disabled = [.. desired.Project.DisabledServices.Keys],
        Networks = desired.Project.Networks.Where((_, network) => !network.External).Select((_, network) => network.Name),
        Volumes = desired.Project.Volumes.Where((_, volume) => !volume.External).Select((_, volume) => volume.Name),
    };

    public static StackOutline Of(ObservedState observed)
    {
        var services = observed.Containers.Where(container => !container.IsHook && container.Service.Length > 0)
            .GroupBy(container => container.Service, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => new OutlineService(group.Key, DependsOn(group), null), StringComparer.Ordinal);
        var graph = new DependencyGraph(services.Values.Select(service => KeyValuePair.Create(service.Name, service.DependsOn.Keys)));
        return new StackOutline
        {
            Project = observed.Project,
            Services = [.. graph.Order().Select(name => services[name])],
            Graph = graph,
            Networks = Names(observed.Networks.Where(network => network.Project == observed.Project), network => network.Name),
            Volumes = Names(observed.Volumes.Where(volume => volume.Project == observed.Project), volume => volume.Name),
        };
    }

    public OutlineService? Find(string service) => Services.FirstOrDefault(outline => outline.Name == service);

    private static NamedMap<Dependency> DependsOn(IEnumerable<ObservedContainer> containers) =>
        Labels.ParseDependsOn(containers.MaxBy(container => container.Created)?.Label(LabelNames.DependsOn));

    /// <summary>By their own names: two that carry the same key are both the project's.</summary>
    private static NamedMap<string> Names<T>(IEnumerable<T> items, Func<T, string> nameOf) =>
        new(items.Select(nameOf).Distinct(StringComparer.Ordinal).Select(name => KeyValuePair.Create(name, name)));
}
