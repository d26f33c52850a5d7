using System.Collections.Immutable;

namespace Compose.Files.Model;

/// <summary>A service that another program provides.</summary>
public sealed record Provider
{
    public required string Type { get; init; }
    public NamedMap<ImmutableArray<string>> Options { get; init; } = NamedMap<ImmutableArray<string>>.Empty;
}
