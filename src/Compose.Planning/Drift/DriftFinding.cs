using Compose.Files.Text;

namespace Compose.Planning.Drift;

/// <summary>
/// A resource on the engine that differs from what was created: the resource ("container demo-web-1"), the attribute path as in a compose
/// file, the declared and the found value, and the repair.
/// </summary>
public sealed record DriftFinding(string Subject, string? Service, string Path, string? Declared, string? Found, DriftRepair Repair)
{
    /// <summary>Set if the container exists.</summary>
    public string? ContainerId { get; init; }

    /// <summary>The network's name on the engine, or its key for <see cref="DriftRepair.RecreateNetwork"/>.</summary>
    public string? Network { get; init; }

    /// <summary>The place of the declared value.</summary>
    public SourceSpan Where { get; init; }

    public override string ToString() => $"{Subject} {Path}: {Declared ?? "(none)"}, found {Found ?? "(none)"}";
}
