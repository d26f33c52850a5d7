using System.Collections.Immutable;
using Compose.Files.Diagnostics;

namespace Compose.Planning.Drift;

/// <summary>
/// All differences between the engine and what was created. <paramref name="Finished"/>: containers that have completed as intended.
/// </summary>
public sealed record DriftReport(ImmutableArray<DriftFinding> Findings, ImmutableHashSet<string> Finished)
{
    /// <summary>Why drift could not be determined.</summary>
    public ImmutableArray<Diagnostic> Problems { get; init; } = [];

    public DriftRepairs Repairs => new(Findings, Finished);
}
