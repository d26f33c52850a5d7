using System.Collections.Immutable;

namespace Compose.Files.Model;

/// <summary>Where a swarm would place it; read, and of no effect on one engine.</summary>
public sealed record Placement
{
    public ImmutableArray<string> Constraints { get; init; } = [];
    public ImmutableArray<string> Spread { get; init; } = [];
    public long MaxReplicasPerNode { get; init; }
}
