using System.Collections.Immutable;

namespace Compose.Files.Model;

/// <summary>Limits of block devices.</summary>
public sealed record BlkioConfig
{
    public int Weight { get; init; }
    public ImmutableArray<WeightDevice> WeightDevice { get; init; } = [];
    public ImmutableArray<ThrottleDevice> DeviceReadBps { get; init; } = [];
    public ImmutableArray<ThrottleDevice> DeviceReadIops { get; init; } = [];
    public ImmutableArray<ThrottleDevice> DeviceWriteBps { get; init; } = [];
    public ImmutableArray<ThrottleDevice> DeviceWriteIops { get; init; } = [];
}
