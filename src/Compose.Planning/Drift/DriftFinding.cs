using Compose.Files.Text;

namespace Compose.Planning.Drift;

/// <summary>
/// Something on the engine that is no longer what was made: what it is about ("container demo-web-1"), which attribute in the words of a compose
/// file, what was declared, what was found, and how it can be mended.
/// </summary>
public sealed record DriftFinding(string Subject, string? Service, string Path, string? Declared, string? Found, DriftRepair Repair)
{
    /// <summary>The container, when it is about one that is there.</summary>
    public string? ContainerId { get; init; }

    /// <summary>The network's name on the engine, or its key for <see cref="DriftRepair.RecreateNetwork"/>.</summary>
    public string? Network { get; init; }

    /// <summary>Where the declared value stands.</summary>
    public SourceSpan Where { get; init; }

    public override string ToString() => $"{Subject} {Path}: {Declared ?? "(none)"}, found {Found ?? "(none)"}";
}
