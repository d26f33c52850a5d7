using System.Collections.Immutable;

namespace Compose.Planning.Timelines;

/// <param name="Kind">`container`, `image`, `network`.</param>
/// <param name="Name">The name of the container or image.</param>
/// <param name="Bars">By their beginning.</param>
/// <param name="Service">The service of a container.</param>
public sealed record TimelineRow(string Kind, string Name, ImmutableArray<TimelineBar> Bars, string? Service = null);
