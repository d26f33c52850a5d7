using System.Collections.Immutable;

namespace Compose.Planning.Pictures;

public sealed record NodeDocument
{
    public required string Name { get; init; }
    public required string Image { get; init; }
    public required int Replicas { get; init; }
    public required ImmutableArray<string> Ports { get; init; }
    public required ImmutableArray<string> Networks { get; init; }
    public required ImmutableArray<string> Volumes { get; init; }
    public required double X { get; init; }
    public required double Y { get; init; }
    public required double Width { get; init; }
    public required double Height { get; init; }
}
