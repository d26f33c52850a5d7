namespace Compose.Planning.Plans.Output;

public sealed record ChangeDocument
{
    public required string Path { get; init; }
    public string? Old { get; init; }
    public string? New { get; init; }
    /// <summary>No longer in the file; the place is that of its parent.</summary>
    public bool? Removed { get; init; }

    public string? File { get; init; }
    public int? Line { get; init; }
    public int? Column { get; init; }
}
