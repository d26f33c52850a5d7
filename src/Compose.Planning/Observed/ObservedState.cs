using System.Collections.Immutable;

namespace Compose.Planning.Observed;

/// <summary>
/// What is on the engine now, as far as the project is concerned: all its containers (stopped ones, one-offs and hooks too), and the networks
/// and volumes that carry its label or one of the names it uses.
/// </summary>
public sealed record ObservedState(string Project)
{
    public ImmutableArray<ObservedContainer> Containers { get; init; } = [];
    public ImmutableArray<ObservedNetwork> Networks { get; init; } = [];
    public ImmutableArray<ObservedVolume> Volumes { get; init; } = [];

    /// <summary>Images on the engine that carry the project's label; only asked for by `down --rmi`.</summary>
    public ImmutableArray<ObservedImage> Images { get; init; } = [];
}
