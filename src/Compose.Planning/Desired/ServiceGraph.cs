using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Graph;

namespace Compose.Planning.Desired;

/// <summary>Which services need which: by depends_on, and by what shares a container of another.</summary>
public static class ServiceGraph
{
    private const string ServicePrefix = "service:";
    private const string ContainerPrefix = "container:";

    public static DependencyGraph Of(ComposeProject project) => Of(project.Services.Values);

    public static DependencyGraph Of(IEnumerable<Service> services) =>
        new(services.Select(service => KeyValuePair.Create(service.Name, service.DependsOn.Keys.Concat(ParentsOf(service)).Concat(LinksOf(service)))));

    /// <summary>The services whose containers it uses the namespaces or volumes of: a new one of theirs means a new one of its own.</summary>
    public static ImmutableArray<string> ParentsOf(Service service)
    {
        var modes = new[] { service.NetworkMode, service.Ipc, service.Pid }.Select(InMode).OfType<string>();
        var volumes = service.VolumesFrom.Where(from => !from.StartsWith(ContainerPrefix, StringComparison.Ordinal)).Select(from => from.Split(':')[0]);
        return [.. modes.Concat(volumes).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>x of `service:x`.</summary>
    public static string? InMode(string? mode) =>
        mode is not null && mode.StartsWith(ServicePrefix, StringComparison.Ordinal) ? mode[ServicePrefix.Length..] : null;

    private static IEnumerable<string> LinksOf(Service service) => service.Links.Select(link => link.Split(':')[0]);
}
