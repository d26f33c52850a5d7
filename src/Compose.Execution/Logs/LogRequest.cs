using Compose.Engine.Gaps;

namespace Compose.Execution.Logs;

/// <summary>Which part of the logs is wanted; times are seconds since 1970 with an optional fraction.</summary>
public sealed record LogRequest
{
    public string? Since { get; init; }
    public string? Until { get; init; }

    /// <summary>Lines from the end of each container; null is all.</summary>
    public string? Tail { get; init; }

    public bool Timestamps { get; init; }

    internal LogQuery ToQuery(bool follow) => new() { Since = Since, Until = Until, Tail = Tail, Timestamps = Timestamps, Follow = follow };
}
