using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Graph;
using Compose.Planning.Naming;

namespace Compose.Planning.Desired;

/// <summary>The dependencies between services, by depends_on and by shared namespaces, volumes and links.</summary>
public static class ServiceGraph
{
    private const string ServicePrefix = "service:";
    private const string ContainerPrefix = "container:";

    /// <summary>`container:NAME` is no dependency in Compose's language, so its edge is left out where it would close a cycle.</summary>
    public static DependencyGraph Of(ComposeProject project)
    {
        var graph = new DependencyGraph(project.Services.Values.Select(service =>
            KeyValuePair.Create(service.Name, service.DependsOn.Keys.Concat(ParentsOf(service)).Concat(LinksOf(service)))));
        foreach (var service in project.Services.Values)
            foreach (var named in NamedContainers(service).Select(name => Holder(project, name)).OfType<string>())
                graph.AddUnlessCyclic(service.Name, named);
        return graph;
    }

    /// <summary>The services whose namespaces or volumes it shares: if their containers are recreated, so are its own.</summary>
    public static ImmutableArray<string> ParentsOf(Service service)
    {
        var modes = new[] { service.NetworkMode, service.Ipc, service.Pid }.Select(InMode).OfType<string>();
        var volumes = service.VolumesFrom.Where(from => !from.StartsWith(ContainerPrefix, StringComparison.Ordinal))
            .Select(from => from.Split(':')[0]);
        return [.. modes.Concat(volumes).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>The containers that it names with `container:NAME` to share their namespaces, in or outside of the project.</summary>
    public static ImmutableArray<string> NamedContainers(Service service) =>
        [.. new[] { service.NetworkMode, service.Ipc, service.Pid }.Select(NamedIn).OfType<string>().Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];

    /// <summary>x of `container:x`.</summary>
    public static string? NamedIn(string? mode) =>
        mode is not null && mode.StartsWith(ContainerPrefix, StringComparison.Ordinal) ? mode[ContainerPrefix.Length..] : null;

    /// <summary>x of `service:x`.</summary>
    public static string? InMode(string? mode) =>
        mode is not null && mode.StartsWith(ServicePrefix, StringComparison.Ordinal) ? mode[ServicePrefix.Length..] : null;

    /// <summary>The service with a container of this name.</summary>
    private static string? Holder(ComposeProject project, string name) => project.Services.Values
        .FirstOrDefault(service => Enumerable.Range(1, Math.Max(1, service.Replicas))
            .Any(number => ContainerName.Of(project, service, number) == name))?.Name;

    private static IEnumerable<string> LinksOf(Service service) => service.Links.Select(link => link.Split(':')[0]);
}
