using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Planning.Context;
using Compose.Planning.Desired;
using Compose.Planning.Naming;
using Compose.Planning.Networks;
using Compose.Planning.Observed;
using Compose.Planning.Operations;

namespace Compose.Planning.Containers;

/// <summary>Builds the specification of a container from its service and the decisions of the plan so far.</summary>
internal static class ContainerSpecs
{
    public static ContainerSpec OfReplica(PlanningContext context, ServiceSpec spec, int number, NamedMap<ContainerRef> shared)
    {
        var name = ContainerName.Of(context.Desired.Project, spec.Service, number);
        var links = ContainerEndpoints.LinksOf(context, spec.Service, number);
        return new ContainerSpec
        {
            Project = context.Desired.Project,
            Service = spec.Service,
            Number = number,
            Name = name,
            Image = context.Images[spec.ImageReference],
            Labels = Labels.OfReplica(spec.Labels.Value, number),
            Annotations = Labels.Annotations(spec.Service, context.Desired.Options),
            Dialect = context.Desired.Dialect,
            Hash = spec.Hash,
            Endpoints = ContainerEndpoints.EndpointsOf(context.Networks, spec.Service, name, links, useAliases: true),
            Links = links,
            Shared = shared,
            Volumes = VolumesOf(context, spec.Service),
        };
    }

    public static NamedMap<VolumeRef> VolumesOf(PlanningContext context, Service service) => new(service.Volumes
        .Where(mount => mount.Type == MountType.Volume && mount.Source is not null && context.Volumes.ContainsKey(mount.Source))
        .Select(mount => mount.Source!).Distinct(StringComparer.Ordinal)
        .Select(key => KeyValuePair.Create(key, context.Volumes[key])));

    /// <summary>
    /// The containers whose namespaces or volumes it shares, by service: the first of each by name. A missing one is an error.
    /// </summary>
    public static NamedMap<ContainerRef> SharedBy(PlanningContext context, ServiceSpec spec)
    {
        var shared = NamedMap<ContainerRef>.Empty;
        foreach (var parent in spec.Parents)
        {
            if (FirstOf(context, parent) is { } container)
                shared = shared.With(parent, container);
            else if (spec.Replicas > 0)
                context.Error(DiagnosticCode.NamespaceContainerMissing,
                    $"cannot share {SharedPart(spec.Service, parent)} with service {parent}: container missing", spec.Service.NameSpan,
                    $"start \"{parent}\" with \"{spec.Name}\", or give it at least one replica");
        }

        return shared;
    }

    /// <summary>The wording of Docker Compose.</summary>
    private static string SharedPart(Service service, string parent) =>
        ServiceGraph.InMode(service.NetworkMode) == parent ? "network namespace"
        : ServiceGraph.InMode(service.Ipc) == parent ? "IPC namespace"
        : ServiceGraph.InMode(service.Pid) == parent ? "PID namespace"
        : "volume";

    /// <summary>
    /// The steps that create containers that the service names (`container:NAME`, external_links). Only services planned before are
    /// considered: a name is no dependency, but if there is one as well, the container must exist first.
    /// </summary>
    public static IEnumerable<StepId> NamedReady(PlanningContext context, Service service)
    {
        var volumes = service.VolumesFrom.Select(from => ServiceGraph.NamedIn(from)?.Split(':')[0]);
        var names = ServiceGraph.NamedContainers(service).Concat(volumes).Concat(service.ExternalLinks.Select(link => link.Split(':')[0]))
            .OfType<string>().ToHashSet(StringComparer.Ordinal);
        return names.Count == 0
            ? []
            : context.Replicas.Values.SelectMany(replicas => replicas).Where(replica => names.Contains(replica.Target.Name))
            .SelectMany(replica => replica.Ready);
    }

    /// <summary>The anonymous volumes of the old container at paths that still need one.</summary>
    public static ImmutableArray<InheritedVolume> Inherit(ServiceSpec spec, ObservedContainer old)
    {
        var declared = spec.Service.Volumes.Where(mount => mount.Type == MountType.Volume && mount.Source is null)
            .Select(mount => mount.Target);
        var places = declared.Concat(spec.Image?.Volumes ?? []).Select(Normal).ToHashSet(StringComparer.Ordinal);
        var taken = spec.Service.Volumes.Where(mount => mount.Source is not null || mount.Type != MountType.Volume)
            .Select(mount => Normal(mount.Target))
            .Concat(spec.Service.Tmpfs.Select(tmpfs => Normal(tmpfs.Split(':')[0]))).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. old.Mounts
                .Where(mount => mount is { Type: MountType.Volume, Name: not null } && places.Contains(Normal(mount.Target))
                    && !taken.Contains(Normal(mount.Target)))
                .OrderBy(mount => mount.Target, StringComparer.Ordinal)
                .Select(mount => new InheritedVolume(mount.Name!, mount.Target, mount.ReadOnly)),
        ];
    }

    private static string Normal(string path) => path.Length > 1 ? path.TrimEnd('/') : path;

    private static ContainerRef? FirstOf(PlanningContext context, string service)
    {
        if (context.Replicas.TryGetValue(service, out var replicas))
            return replicas.MinBy(replica => replica.Target.Name, StringComparer.Ordinal)?.Container;
        var found = context.ContainersOf(service).MinBy(container => container.Name, StringComparer.Ordinal);
        return found is null ? null : new ContainerRef.Existing(found.Id);
    }

    /// <summary>
    /// The variables of a provider go into the environment of its dependents, and a model is there before its users are made.
    /// </summary>
    public static IEnumerable<StepId> Provided(PlanningContext context, Service service) =>
        service.DependsOn.Keys.Where(context.Providers.ContainsKey).Select(name => context.Providers[name])
            .Concat(service.Models.Keys.Where(context.Models.ContainsKey).Select(key => context.Models[key]));
}
