using System.Collections.Immutable;
using Compose.Files.Binding;
using Compose.Files.Model;
using Compose.Planning.Context;
using Compose.Planning.Desired;
using Compose.Planning.Networks;
using Compose.Planning.Observed;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Planning.Containers;

/// <summary>The specifications of the containers in which pre_start hooks run.</summary>
internal static class HookContainers
{
    public static ImmutableArray<ContainerSpec> Of(PlanningContext context, ServiceSpec spec, ImmutableArray<PlannedReplica> replicas) =>
        replicas.IsEmpty ? [] : [.. spec.Service.PreStart.Select(hook => Of(context, spec, hook, replicas[0]))];

    private static ContainerSpec Of(PlanningContext context, ServiceSpec spec, Hook hook, PlannedReplica first)
    {
        var service = PreStartContainer.Of(spec.Service, hook);
        var own = spec with { Service = service, Parents = ServiceGraph.ParentsOf(service) };
        return Of(context.Desired, own, context.Steps, context.Networks, first.Target.Name) with
        {
            Image = context.Images.TryGetValue(service.Image ?? spec.ImageReference, out var known) ? known : Image(own),
            Shared = ContainerSpecs.SharedBy(context, own),
            Volumes = ContainerSpecs.VolumesOf(context, service),
        };
    }

    /// <summary>For `start`, which creates nothing that the hooks could use: everything has to exist.</summary>
    public static ImmutableArray<ContainerSpec> OfExisting(
        DesiredState desired, ServiceSpec spec, PlanBuilder steps, ObservedState observed, ImmutableArray<PlannedReplica> replicas)
    {
        var networks = desired.Networks.ToDictionary(
            network => network.Key, network => new NetworkRef(network.Name), StringComparer.Ordinal);
        return replicas.IsEmpty ? [] : [.. spec.Service.PreStart.Select(Existing)];

        ContainerSpec Existing(Hook hook)
        {
            var service = PreStartContainer.Of(spec.Service, hook);
            var own = spec with { Service = service, Parents = ServiceGraph.ParentsOf(service) };
            var shared = own.Parents
                .Select(parent =>
                    (parent, container: observed.ReplicasOf(parent).MinBy(container => container.Name, StringComparer.Ordinal)))
                .Where(pair => pair.container is not null)
                .Select(pair => KeyValuePair.Create(pair.parent, (ContainerRef)new ContainerRef.Existing(pair.container!.Id)));
            var volumes = service.Volumes.Select(mount => mount.Source).OfType<string>().Distinct(StringComparer.Ordinal)
                .Where(key => desired.Project.Volumes.Contains(key))
                .Select(key => KeyValuePair.Create(key, new VolumeRef(desired.Project.Volumes[key].Name)));
            return Of(desired, own, steps, networks, replicas[0].Target.Name) with
            {
                Shared = new NamedMap<ContainerRef>(shared),
                Volumes = new NamedMap<VolumeRef>(volumes),
            };
        }
    }

    /// <summary>It runs under the names of the first replica in the networks, which is not started yet.</summary>
    private static ContainerSpec Of(
        DesiredState desired, ServiceSpec own, PlanBuilder steps, IReadOnlyDictionary<string, NetworkRef> networks, string name)
    {
        ConfigFileChecks.CheckReferenced(steps, desired.Project, own.Service);
        ConfigFileChecks.CheckInjected(steps, own.Service, [.. InjectedFile.Of(desired.Project, own.Service)]);
        return new ContainerSpec
        {
            Project = desired.Project,
            Service = own.Service,
            Name = name,
            Image = Image(own),
            Labels = Labels.OfHook(desired.Project, own.Service, desired.Dialect),
            Dialect = desired.Dialect,
            Endpoints = ContainerEndpoints.EndpointsOf(networks, own.Service, name, [], useAliases: true),
        };
    }

    private static ImageRef Image(ServiceSpec own) => new(own.Service.Image ?? own.ImageReference, Digest: null);
}
