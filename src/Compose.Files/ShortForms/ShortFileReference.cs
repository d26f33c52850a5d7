using Compose.Files.Yaml;

namespace Compose.Files.ShortForms;

/// <summary>`secrets: [key]` is `secrets: [{source: key}]`.</summary>
internal static class ShortFileReference
{
    public static YamlNode Expand(YamlNode node, ExpansionContext context) =>
        Nodes.IsString(node, out var scalar) ? Nodes.Mapping(scalar.Span, Nodes.Entry("source", scalar)) : node;
}
