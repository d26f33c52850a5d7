namespace Compose.Planning;

public sealed record ChangeDocument
{
    public required string Path { get; init; }
    public string? Old { get; init; }
    public string? New { get; init; }
    /// <summary>Not written any more; the place is that of what it belonged to.</summary>
    public bool? Removed { get; init; }

    public string? File { get; init; }
    public int? Line { get; init; }
    public int? Column { get; init; }
}
