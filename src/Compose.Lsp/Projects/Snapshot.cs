using System.Collections.Immutable;
using Compose.Lsp.Texts;

namespace Compose.Lsp.Projects;

/// <summary>The open texts at one moment, by path.</summary>
internal sealed record Snapshot(ImmutableDictionary<string, OpenText> Texts)
{
    public static readonly Snapshot Empty = new(ImmutableDictionary.Create<string, OpenText>(StringComparer.Ordinal));

    /// <summary>The folders of the workspace, without a separator at their end.</summary>
    public ImmutableArray<string> Roots { get; init; } = [];

    public Dictionary<string, byte[]> Contents() =>
        Texts.ToDictionary(text => text.Key, text => text.Value.Bytes, StringComparer.Ordinal);
}
