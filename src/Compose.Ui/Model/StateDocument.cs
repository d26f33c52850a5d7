using System.Collections.Immutable;

namespace Compose.Ui.Model;

/// <summary>The stack as it is now.</summary>
public sealed record StateDocument
{
    public int Version { get; init; } = 1;
    public required string Project { get; init; }
    public required string Directory { get; init; }
    public required bool ReadOnly { get; init; }

    /// <summary>Why the files cannot be loaded or the engine cannot be asked.</summary>
    public string? Problem { get; init; }

    public required ImmutableArray<ServiceDocument> Services { get; init; }
}
