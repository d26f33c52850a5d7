namespace Compose.Engine.Gaps;

/// <summary>Which part of a container's output is wanted.</summary>
public sealed record LogQuery
{
    public bool Stdout { get; init; } = true;
    public bool Stderr { get; init; } = true;
    public bool Follow { get; init; }
    public bool Timestamps { get; init; }

    /// <summary>Seconds since 1970, with an optional fraction of nine digits.</summary>
    public string? Since { get; init; }

    public string? Until { get; init; }

    /// <summary>A number of lines, or null for all.</summary>
    public string? Tail { get; init; }
}
