using System.Collections.Immutable;

namespace Compose.Execution.Swarm;

/// <summary>A service as lists show it.</summary>
public sealed record ServiceRow
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Stack { get; init; }

    /// <summary>replicated, global, replicated job or global job.</summary>
    public required string Mode { get; init; }

    /// <summary>"2/3 (max 1 per node)", "0/2 (2/2 completed)".</summary>
    public required string Replicas { get; init; }

    public string Image { get; init; } = "";
    public ImmutableArray<ServicePort> Ports { get; init; } = [];
}
