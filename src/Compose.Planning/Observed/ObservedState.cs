using System.Collections.Immutable;
using Compose.Files.Model;

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

    /// <summary>Ids of containers that files mean with `container:NAME` and that are not the project's, by what the file calls them.</summary>
    public NamedMap<string> Named { get; init; } = NamedMap<string>.Empty;

    /// <summary>The container of that name, the project's or another.</summary>
    public string? IdOf(string name) => Containers.FirstOrDefault(container => container.Name == name)?.Id ?? (Named.TryGet(name, out var id) ? id : null);

    /// <summary>Images on the engine that carry the project's label; only asked for by `down --rmi`.</summary>
    public ImmutableArray<ObservedImage> Images { get; init; } = [];
}
