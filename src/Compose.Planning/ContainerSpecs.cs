using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Desired;
using Compose.Planning.Observed;

namespace Compose.Planning;

/// <summary>Puts together what a container is created with, from its service and from what the plan has decided so far.</summary>
internal static class ContainerSpecs
{
    public static ContainerSpec OfReplica(Draft draft, ServiceSpec spec, int number, NamedMap<ContainerRef> shared)
    {
        var name = ContainerName.Of(draft.Desired.Project, spec.Service, number);
        var links = LinksOf(draft, spec.Service, number);
        return new ContainerSpec
        {
            Project = draft.Desired.Project,
            Service = spec.Service,
            Number = number,
            Name = name,
            Image = draft.Images[spec.ImageReference],
            Labels = Labels.OfReplica(spec.Labels.Value, number),
            Annotations = Labels.Annotations(spec.Service, draft.Desired.Options),
            Dialect = draft.Desired.Dialect,
            Hash = spec.Hash,
            Endpoints = EndpointsOf(draft.Networks, spec.Service, name, links, useAliases: true),
            Links = links,
            Shared = shared,
            Volumes = VolumesOf(draft, spec.Service),
        };
    }

    /// <summary>The endpoints by priority, the highest first, then by name.</summary>
    public static ImmutableArray<EndpointSpec> EndpointsOf(IReadOnlyDictionary<string, NetworkRef> networks, Service service, string name, ImmutableArray<string> links, bool useAliases)
    {
        if (service.NetworkMode is { Length: > 0 })
            return [];
        var ordered = service.Networks.OrderByDescending(item => item.Value?.Priority ?? 0).ThenBy(item => item.Key, StringComparer.Ordinal).ToList();
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

    /// <summary>pre_start hooks run in the networks of the first replica, and under its names.</summary>
    public static ImmutableArray<EndpointSpec> EndpointsOfHooks(IReadOnlyDictionary<string, NetworkRef> networks, Service service, ImmutableArray<Replica> replicas) =>
        service.PreStart.IsEmpty || replicas.IsEmpty ? [] : EndpointsOf(networks, service, replicas[0].Target.Name, [], useAliases: true);

    private static EndpointSpec Endpoint(string key, NetworkRef network, ServiceNetwork? said, Service service, string name, bool useAliases)
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

    public static NamedMap<VolumeRef> VolumesOf(Draft draft, Service service) => new(service.Volumes
        .Where(mount => mount.Type == MountType.Volume && mount.Source is not null && draft.Volumes.ContainsKey(mount.Source))
        .Select(mount => mount.Source!).Distinct(StringComparer.Ordinal)
        .Select(key => KeyValuePair.Create(key, draft.Volumes[key])));

    /// <summary>
    /// The containers whose namespaces or volumes it shares, by service: the first of each by name. One that is not there is a problem.
    /// </summary>
    public static NamedMap<ContainerRef> SharedBy(Draft draft, ServiceSpec spec)
    {
        var shared = NamedMap<ContainerRef>.Empty;
        foreach (var parent in spec.Parents)
        {
            if (FirstOf(draft, parent) is { } container)
                shared = shared.With(parent, container);
            else if (spec.Replicas > 0)
                draft.Error(PlanningCodes.ParentMissing, $"cannot share {WhatIsShared(spec.Service, parent)} with service {parent}: container missing", spec.Service.NameSpan,
                    $"start \"{parent}\" with \"{spec.Name}\", or give it at least one replica");
        }

        return shared;
    }

    /// <summary>In the words of Docker Compose.</summary>
    private static string WhatIsShared(Service service, string parent) =>
        ServiceGraph.InMode(service.NetworkMode) == parent ? "network namespace"
        : ServiceGraph.InMode(service.Ipc) == parent ? "IPC namespace"
        : ServiceGraph.InMode(service.Pid) == parent ? "PID namespace"
        : "volume";

    /// <summary>Every container of a linked service goes by its alias and by the two names that Docker Compose adds, numbered as the linking container is.</summary>
    public static ImmutableArray<string> LinksOf(Draft draft, Service service, int number)
    {
        var project = draft.Desired.Project;
        var links = ImmutableArray.CreateBuilder<string>();
        foreach (var link in service.Links)
        {
            var parts = link.Split(':', 2);
            foreach (var name in NamesOf(draft, parts[0]))
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

    /// <summary>
    /// The steps that make containers of this project that the service names as such (`container:NAME`, external_links). Only those that the plan has come to already: a name
    /// is no dependency, but where there is one as well, the container has to be there first.
    /// </summary>
    public static IEnumerable<StepId> NamedReady(Draft draft, Service service)
    {
        var volumes = service.VolumesFrom.Select(from => ServiceGraph.NamedIn(from)?.Split(':')[0]);
        var names = ServiceGraph.NamedContainers(service).Concat(volumes).Concat(service.ExternalLinks.Select(link => link.Split(':')[0])).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return names.Count == 0 ? [] : draft.Replicas.Values.SelectMany(replicas => replicas).Where(replica => names.Contains(replica.Target.Name)).SelectMany(replica => replica.Ready);
    }

    /// <summary>The mounts of the old container that the new one takes over: anonymous volumes, at places that still ask for one.</summary>
    public static ImmutableArray<InheritedVolume> Inherit(ServiceSpec spec, ObservedContainer old)
    {
        var declared = spec.Service.Volumes.Where(mount => mount.Type == MountType.Volume && mount.Source is null).Select(mount => mount.Target);
        var places = declared.Concat(spec.Image?.Volumes ?? []).Select(Normal).ToHashSet(StringComparer.Ordinal);
        var taken = spec.Service.Volumes.Where(mount => mount.Source is not null || mount.Type != MountType.Volume).Select(mount => Normal(mount.Target))
            .Concat(spec.Service.Tmpfs.Select(tmpfs => Normal(tmpfs.Split(':')[0]))).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. old.Mounts
                .Where(mount => mount is { Type: MountType.Volume, Name: not null } && places.Contains(Normal(mount.Target)) && !taken.Contains(Normal(mount.Target)))
                .OrderBy(mount => mount.Target, StringComparer.Ordinal)
                .Select(mount => new InheritedVolume(mount.Name!, mount.Target, mount.ReadOnly)),
        ];
    }

    private static string Normal(string path) => path.Length > 1 ? path.TrimEnd('/') : path;

    private static ContainerRef? FirstOf(Draft draft, string service)
    {
        if (draft.Replicas.TryGetValue(service, out var replicas))
            return replicas.MinBy(replica => replica.Target.Name, StringComparer.Ordinal)?.Container;
        var found = draft.ContainersOf(service).MinBy(container => container.Name, StringComparer.Ordinal);
        return found is null ? null : new ContainerRef.Existing(found.Id);
    }

    private static IEnumerable<string> NamesOf(Draft draft, string service) => draft.Replicas.TryGetValue(service, out var replicas)
        ? replicas.Select(replica => replica.Target.Name)
        : draft.ContainersOf(service).Select(container => container.Name);
}
