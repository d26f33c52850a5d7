using System.Collections.Immutable;

namespace Compose.Files.Model;

/// <summary>How a network gives out addresses.</summary>
public sealed record Ipam
{
    public string? Driver { get; init; }
    public ImmutableArray<IpamPool> Pools { get; init; } = [];
    public NamedMap<string> Options { get; init; } = NamedMap<string>.Empty;
}
