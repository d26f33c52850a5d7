using System.Collections.Immutable;

namespace Compose.Planning.Timelines;

/// <param name="Kind">`container`, `image`, `network`.</param>
/// <param name="Name">The name of the container or image.</param>
/// <param name="Service">The service of a container.</param>
/// <param name="Bars">By their beginning.</param>
public sealed record TimelineRow(string Kind, string Name, string? Service, ImmutableArray<TimelineBar> Bars);
