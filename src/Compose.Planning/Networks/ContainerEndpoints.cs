using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Context;
using Compose.Planning.Naming;
using Compose.Planning.Operations;

namespace Compose.Planning.Networks;

/// <summary>The endpoints and links that a container is created with.</summary>
internal static class ContainerEndpoints
{
    /// <summary>The endpoints by descending priority, then by name.</summary>
    public static ImmutableArray<EndpointSpec> EndpointsOf(
        IReadOnlyDictionary<string, NetworkRef> networks, Service service, string name, ImmutableArray<string> links, bool useAliases)
    {
        if (service.NetworkMode is { Length: > 0 })
            return [];
        var ordered = service.Networks.OrderByDescending(item => item.Value?.Priority ?? 0).ThenBy(item => item.Key, StringComparer.Ordinal)
            .ToList();
        return
        [
            .. ordered.Where(item => networks.ContainsKey(item.Key)).Select((item, index) =>
                Endpoint(item.Key, networks[item.Key], item.Value, service, name, useAliases) with
                {
                    Links = links,
                    MacAddress = item.Value?.MacAddress ?? (index == 0 ? service.MacAddress : null),
                }),
        ];
    }

    private static EndpointSpec Endpoint(
        string key, NetworkRef network, ServiceNetwork? said, Service service, string name, bool useAliases)
    {
        var declared = said ?? new ServiceNetwork();
        return new EndpointSpec(key, network)
        {
            IsConfigured = said is not null,
            Aliases = useAliases ? [name, service.Name, .. declared.Aliases] : [name],
            Ipv4Address = declared.Ipv4Address,
            Ipv6Address = declared.Ipv6Address,
            LinkLocalIps = declared.LinkLocalIps,
            DriverOpts = declared.DriverOpts,
            InterfaceName = declared.InterfaceName,
            GatewayPriority = declared.GatewayPriority,
        };
    }

    /// <summary>
    /// Each container of a linked service gets its alias and the two names that Docker Compose adds, with the number of the linking
    /// container.
    /// </summary>
    public static ImmutableArray<string> LinksOf(PlanningContext context, Service service, int number)
    {
        var project = context.Desired.Project;
        var links = ImmutableArray.CreateBuilder<string>();
        foreach (var link in service.Links)
        {
            var parts = link.Split(':', 2);
            foreach (var name in NamesOf(context, parts[0]))
            {
                links.Add($"{name}:{parts[^1]}");
                links.Add($"{name}:{parts[0]}{project.Separator}{number}");
                links.Add($"{name}:{ContainerName.Numbered(project, parts[0], number)}");
            }
        }

        foreach (var link in service.ExternalLinks)
            links.Add(link.Contains(':') ? link : $"{link}:{link}");
        return links.ToImmutable();
    }

    private static IEnumerable<string> NamesOf(PlanningContext context, string service) =>
        context.Replicas.TryGetValue(service, out var replicas)
        ? replicas.Select(replica => replica.Target.Name)
        : context.ContainersOf(service).Select(container => container.Name);
}
