using Compose.Files.Text;
using Compose.Planning.Operations;

namespace Compose.Planning.Drift;

/// <summary>
/// A resource on the engine that differs from what was created: the attribute path is that of the compose file.
/// </summary>
public sealed record DriftFinding(
    Resource Resource, string? Service, AttributePath Path, string? Declared, string? Found, DriftRepair Repair)
{
    /// <summary>Set if the container exists.</summary>
    public string? ContainerId { get; init; }

    /// <summary>The network's name on the engine, or its key for <see cref="DriftRepair.RecreateNetwork"/>.</summary>
    public string? Network { get; init; }

    /// <summary>The place of the declared value.</summary>
    public SourceSpan Where { get; init; }

    public override string ToString() => $"{Resource} {Path}: {Declared ?? "(none)"}, found {Found ?? "(none)"}";
}
