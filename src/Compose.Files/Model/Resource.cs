using System.Collections.Immutable;

namespace Compose.Files.Model;

/// <summary>Limits or reservations. Zero is not said.</summary>
public sealed record Resource
{
    public float Cpus { get; init; }
    public long Memory { get; init; }
    public long Pids { get; init; }
    public ImmutableArray<DeviceRequest> Devices { get; init; } = [];
    public ImmutableArray<GenericResource> GenericResources { get; init; } = [];
}
