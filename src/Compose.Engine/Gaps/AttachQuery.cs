namespace Compose.Engine.Gaps;

public sealed record AttachQuery
{
    public bool Stdin { get; init; }
    public bool Stdout { get; init; } = true;
    public bool Stderr { get; init; } = true;

    /// <summary>What was printed before, first.</summary>
    public bool Logs { get; init; }

    public string? DetachKeys { get; init; }
}
