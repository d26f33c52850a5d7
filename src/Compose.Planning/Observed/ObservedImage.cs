using System.Collections.Immutable;
using Compose.Files.Model;

namespace Compose.Planning.Observed;

/// <summary>An image on the engine with its names (tags) and labels.</summary>
public sealed record ObservedImage(string Id)
{
    public ImmutableArray<string> Tags { get; init; } = [];
    public NamedMap<string> Labels { get; init; } = NamedMap<string>.Empty;
}
