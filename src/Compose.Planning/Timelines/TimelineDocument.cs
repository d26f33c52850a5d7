using System.Collections.Immutable;

namespace Compose.Planning.Timelines;

/// <summary>
/// When each step of a run began and ended, and the chain of steps that its length comes from. This is the published form
/// (schemas/timeline.schema.json). Fields are only ever added.
/// </summary>
public sealed record TimelineDocument
{
    public int Version { get; init; } = 1;
    public required string Project { get; init; }

    /// <summary>`up`, `create` or `scale`.</summary>
    public required string Command { get; init; }

    public required DateTimeOffset StartedAt { get; init; }
    public required double Milliseconds { get; init; }
    public required bool Succeeded { get; init; }

    /// <summary>In the order in which they begin.</summary>
    public required ImmutableArray<TimelineRow> Rows { get; init; }

    /// <summary>
    /// The ids of the bars of the critical chain, the first one first: the run would end earlier if one of them were shorter.
    /// </summary>
    public required ImmutableArray<int> Critical { get; init; }

    /// <summary>From the beginning of the first step about a service to the end of the last; null when no step was about it.</summary>
    public TimeSpan? TimeOf(string service)
    {
        var bars = Rows.Where(row => row.Service == service).SelectMany(row => row.Bars).ToList();
        return bars.Count == 0 ? null : TimeSpan.FromMilliseconds(bars.Max(bar => bar.End) - bars.Min(bar => bar.Start));
    }
}
