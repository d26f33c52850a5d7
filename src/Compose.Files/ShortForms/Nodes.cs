using System.Collections.Immutable;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.ShortForms;

/// <summary>Nodes that replace a short form; they have its place.</summary>
internal static class Nodes
{
    public static YamlEntry Entry(string key, YamlNode value) => new(key, value.Span, value);

    public static YamlEntry Entry(string key, SourceSpan span, string text) => new(key, span, YamlScalar.String(span, text));

    public static YamlMapping Mapping(SourceSpan span, params ImmutableArray<YamlEntry> entries) => new(span, entries);

    public static bool IsString(YamlNode node, out YamlScalar scalar)
    {
        scalar = (node as YamlScalar)!;
        return node is YamlScalar { Kind: ScalarKind.String or ScalarKind.Timestamp };
    }
}
