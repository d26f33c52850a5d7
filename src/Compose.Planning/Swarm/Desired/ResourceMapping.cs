using Compose.Files.Model;
using Api = Docker.DotNet.Models;

namespace Compose.Planning.Swarm.Desired;

/// <summary>`deploy.resources`, else the limits of the service.</summary>
internal static class ResourceMapping
{
    public static Api.ResourceRequirements Of(Service service)
    {
        var limits = service.Deploy?.Limits ?? new ComputeResources();
        var reserved = service.Deploy?.Reservations ?? new ComputeResources();
        return new Api.ResourceRequirements
        {
            Limits = Limits(
                Nano(limits.Cpus > 0 ? limits.Cpus : service.Cpus), Positive(limits.Memory) ?? Positive(service.MemLimit),
                Positive(limits.Pids) ?? Positive(service.PidsLimit)),
            Reservations = Reserved(Nano(reserved.Cpus), Positive(reserved.Memory) ?? Positive(service.MemReservation), reserved),
        };
    }

    private static Api.SwarmLimit? Limits(long? cpus, long? memory, long? pids) =>
        (cpus, memory, pids) is (null, null, null) ? null : new Api.SwarmLimit { NanoCPUs = cpus, MemoryBytes = memory, Pids = pids };

    private static Api.SwarmResources? Reserved(long? cpus, long? memory, ComputeResources reserved) =>
        (cpus, memory) is (null, null) && reserved.GenericResources.IsEmpty ? null : new Api.SwarmResources
        {
            NanoCPUs = cpus,
            MemoryBytes = memory,
            GenericResources = reserved.GenericResources.IsEmpty ? null : [.. reserved.GenericResources.Select(Generic)],
        };

    private static Api.GenericResource Generic(GenericResource resource) =>
        new() { DiscreteResourceSpec = new Api.DiscreteGenericResource { Kind = resource.Kind, Value = resource.Value } };

    /// <summary>Through decimal: 0.1 of the file is 0.1, not the nearest binary fraction.</summary>
    private static long? Nano(float cpus) => cpus > 0 ? (long)((decimal)cpus * 1_000_000_000m) : null;

    private static long? Positive(long value) => value > 0 ? value : null;
}
