using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Graph;

namespace Compose.Planning.Desired;

/// <summary>Which services need which: by depends_on, and by what shares a container of another.</summary>
public static class ServiceGraph
{
    private const string ServicePrefix = "service:";
    private const string ContainerPrefix = "container:";

    /// <summary>`container:NAME` is no dependency to the language, so such an edge gives way to those that are.</summary>
    public static DependencyGraph Of(ComposeProject project)
    {
        var edges = project.Services.Values.ToDictionary(
            service => service.Name, service => service.DependsOn.Keys.Concat(ParentsOf(service)).Concat(LinksOf(service)).ToList(), StringComparer.Ordinal);
        var graph = Graph(edges);
        foreach (var service in project.Services.Values)
            foreach (var named in NamedContainers(service).Select(name => Holder(project, name)).OfType<string>())
                if (named != service.Name && !edges[service.Name].Contains(named) && !graph.WithDependencies([named]).Contains(service.Name))
                {
                    edges[service.Name].Add(named);
                    graph = Graph(edges);
                }

        return graph;
    }

    /// <summary>The services whose containers it uses the namespaces or volumes of: a new one of theirs means a new one of its own.</summary>
    public static ImmutableArray<string> ParentsOf(Service service)
    {
        var modes = new[] { service.NetworkMode, service.Ipc, service.Pid }.Select(InMode).OfType<string>();
        var volumes = service.VolumesFrom.Where(from => !from.StartsWith(ContainerPrefix, StringComparison.Ordinal)).Select(from => from.Split(':')[0]);
        return [.. modes.Concat(volumes).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>The containers whose namespaces it is to share by their names, whosever they are.</summary>
    public static ImmutableArray<string> NamedContainers(Service service) =>
        [.. new[] { service.NetworkMode, service.Ipc, service.Pid }.Select(NamedIn).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>x of `container:x`.</summary>
    public static string? NamedIn(string? mode) =>
        mode is not null && mode.StartsWith(ContainerPrefix, StringComparison.Ordinal) ? mode[ContainerPrefix.Length..] : null;

    /// <summary>x of `service:x`.</summary>
    public static string? InMode(string? mode) =>
        mode is not null && mode.StartsWith(ServicePrefix, StringComparison.Ordinal) ? mode[ServicePrefix.Length..] : null;

    private static DependencyGraph Graph(Dictionary<string, List<string>> edges) => new(edges.Select(item => KeyValuePair.Create(item.Key, item.Value.AsEnumerable())));

    /// <summary>The service one of whose containers has that name.</summary>
    private static string? Holder(ComposeProject project, string name) => project.Services.Values
        .FirstOrDefault(service => Enumerable.Range(1, Math.Max(1, service.Replicas)).Any(number => ContainerName.Of(project, service, number) == name))?.Name;

    private static IEnumerable<string> LinksOf(Service service) => service.Links.Select(link => link.Split(':')[0]);
}
