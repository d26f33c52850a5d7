using System.Collections.Immutable;

namespace Compose.Planning.Pictures;

/// <summary>A service in the picture of a stack.</summary>
public sealed record StackNode(string Name)
{
    public string Image { get; init; } = "";
    public int Replicas { get; init; } = 1;

    /// <summary>`127.0.0.1:8080:80/tcp`.</summary>
    public ImmutableArray<string> Ports { get; init; } = [];

    public ImmutableArray<string> Networks { get; init; } = [];

    /// <summary>Named volumes by their keys in the file.</summary>
    public ImmutableArray<string> Volumes { get; init; } = [];
}
