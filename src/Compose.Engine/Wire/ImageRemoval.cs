namespace Compose.Engine.Wire;

/// <summary>One thing that a removal or a prune did: a name dropped, or content deleted.</summary>
public sealed record ImageRemoval
{
    public string? Untagged { get; init; }
    public string? Deleted { get; init; }
}
