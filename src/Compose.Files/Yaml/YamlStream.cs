using System.Collections.Immutable;

namespace Compose.Files.Yaml;

/// <summary>What a file holds: none (blank, or comments only), one, or several documents that a later stage merges in order.</summary>
public sealed record YamlStream(ImmutableArray<YamlDocument> Documents)
{
    /// <summary>The anchors and aliases, in the order of the file.</summary>
    public IReadOnlyList<AnchorPlace> Anchors { get; init; } = [];

    /// <summary>The text was read as it is, without anything to report.</summary>
    internal bool IsFlawless { get; init; }
}
