using System.Collections.Immutable;
using Compose.Planning.Pictures;
using Compose.Planning.Timelines;

namespace Compose.Ui.Model;

/// <summary>
/// One document of the stream that `ncompose ui --json` prints and the page reads (schemas/ui.schema.json): its kind, and the part of that
/// name.
/// </summary>
public sealed record UiDocument(string Kind)
{
    public StateDocument? State { get; init; }
    public GraphDocument? Graph { get; init; }
    public PlanView? Plan { get; init; }
    public DriftView? Drift { get; init; }
    public ImmutableArray<UsageDocument>? Usage { get; init; }
    public RunDocument? Run { get; init; }
    public TimelineDocument? Timeline { get; init; }
}
