using System.Collections.Immutable;
using Compose.Files.Model;
using Api = Docker.DotNet.Models;

namespace Compose.Planning.Swarm.Desired;

/// <summary>`deploy.resources`, else the limits of the service; devices as what nodes advertise.</summary>
internal static class ResourceMapping
{
    /// <param name="service">The service.</param>
    /// <param name="kinds">The kinds of resources that nodes advertise.</param>
    public static Api.ResourceRequirements Of(Service service, ImmutableArray<string> kinds)
    {
        var limits = service.Deploy?.Limits ?? new ComputeResources();
        var reserved = service.Deploy?.Reservations ?? new ComputeResources();
        return new Api.ResourceRequirements
        {
            Limits = Limits(
                Nano(limits.Cpus > 0 ? limits.Cpus : service.Cpus), Positive(limits.Memory) ?? Positive(service.MemLimit),
                Positive(limits.Pids) ?? Positive(service.PidsLimit)),
            Reservations = Reserved(
                Nano(reserved.Cpus), Positive(reserved.Memory) ?? Positive(service.MemReservation), [.. Counted(service, kinds)]),
        };
    }

    private static Api.SwarmLimit? Limits(long? cpus, long? memory, long? pids) =>
        (cpus, memory, pids) is (null, null, null) ? null : new Api.SwarmLimit { NanoCPUs = cpus, MemoryBytes = memory, Pids = pids };

    private static Api.SwarmResources? Reserved(long? cpus, long? memory, List<Api.GenericResource> counted) =>
        (cpus, memory, counted.Count) is (null, null, 0) ? null : new Api.SwarmResources
        {
            NanoCPUs = cpus,
            MemoryBytes = memory,
            GenericResources = counted.Count == 0 ? null : counted,
        };

    private static IEnumerable<Api.GenericResource> Counted(Service service, ImmutableArray<string> kinds) =>
        (service.Deploy?.Reservations?.GenericResources ?? []).Select(resource => Generic(resource.Kind, resource.Value))
            .Concat(DeviceWish.Of(service).GroupBy(wish => wish.KindsAmong(kinds) is [var kind] ? kind : "")
                .Where(group => group.Key.Length > 0).Select(group => Generic(group.Key, group.Sum(wish => wish.Request.Count))));

    private static Api.GenericResource Generic(string kind, long value) =>
        new() { DiscreteResourceSpec = new Api.DiscreteGenericResource { Kind = kind, Value = value } };

    /// <summary>Through decimal: 0.1 of the file is 0.1, not the nearest binary fraction.</summary>
    private static long? Nano(float cpus) => cpus > 0 ? (long)((decimal)cpus * 1_000_000_000m) : null;

    private static long? Positive(long value) => value > 0 ? value : null;
}
