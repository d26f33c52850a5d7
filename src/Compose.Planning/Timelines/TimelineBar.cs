using System.Collections.Immutable;

namespace Compose.Planning.Timelines;

/// <param name="Id">Counts from 1 in the order of the beginnings.</param>
/// <param name="Phase">One of <see cref="TimelinePhase"/>.</param>
/// <param name="Start">Milliseconds after the beginning of the run.</param>
/// <param name="End">Milliseconds after the beginning of the run.</param>
/// <param name="Outcome">`done`, `warned`, `failed` or `cancelled`.</param>
/// <param name="After">The ids of the bars whose end this one waited for.</param>
public sealed record TimelineBar(int Id, string Phase, double Start, double End, string Outcome, ImmutableArray<int> After);
