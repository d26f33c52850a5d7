using System.Collections.Immutable;
using Compose.Lsp.Texts;

namespace Compose.Lsp.Projects;

/// <summary>The open texts at one moment, by path.</summary>
internal sealed record Snapshot(ImmutableDictionary<string, OpenText> Texts)
{
    public static readonly Snapshot Empty = new(ImmutableDictionary.Create<string, OpenText>(StringComparer.Ordinal));

    public Dictionary<string, byte[]> Contents() =>
        Texts.ToDictionary(text => text.Key, text => text.Value.Bytes, StringComparer.Ordinal);
}
