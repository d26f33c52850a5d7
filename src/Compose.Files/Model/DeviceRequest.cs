using System.Collections.Immutable;

namespace Compose.Files.Model;

/// <summary>Devices asked for by what they can do. Count -1 is all.</summary>
public sealed record DeviceRequest
{
    public ImmutableArray<string> Capabilities { get; init; } = [];
    public string? Driver { get; init; }
    public long Count { get; init; }
    public ImmutableArray<string> DeviceIds { get; init; } = [];
    public NamedMap<string> Options { get; init; } = NamedMap<string>.Empty;
}
