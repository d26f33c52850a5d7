using System.Collections.Immutable;
using Compose.Files.Diagnostics;

namespace Compose.Planning.Drift;

/// <summary>Everything that is not as it was made. <paramref name="Finished"/>: containers that have ended as they were meant to.</summary>
public sealed record DriftReport(ImmutableArray<DriftFinding> Findings, ImmutableHashSet<string> Finished)
{
    /// <summary>Why it could not be told.</summary>
    public ImmutableArray<Diagnostic> Problems { get; init; } = [];

    public DriftRepairs Repairs => new(Findings, Finished);
}
