using System.Collections.Immutable;

namespace Compose.Files.Model;

/// <summary>Limits or reservations. Zero means that the file sets none.</summary>
public sealed record ComputeResources
{
    public float Cpus { get; init; }
    public long Memory { get; init; }
    public long Pids { get; init; }
    public ImmutableArray<DeviceRequest> Devices { get; init; } = [];
    public ImmutableArray<GenericResource> GenericResources { get; init; } = [];
}
