using System.Collections.Immutable;

namespace Compose.Files.Model;

/// <summary>One rule of develop.watch.</summary>
public sealed record WatchRule
{
    public required string Path { get; init; }
    public required string Action { get; init; }
    public string? Target { get; init; }
    public Hook? Exec { get; init; }
    public ImmutableArray<string> Include { get; init; } = [];
    public ImmutableArray<string> Ignore { get; init; } = [];
    public bool InitialSync { get; init; }
}
