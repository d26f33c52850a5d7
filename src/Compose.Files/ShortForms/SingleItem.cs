using Compose.Files.Yaml;

namespace Compose.Files.ShortForms;

/// <summary>A string where a list may stand is a list of one.</summary>
internal static class SingleItem
{
    public static YamlNode Expand(YamlNode node, ExpansionContext context) =>
        Nodes.IsString(node, out var scalar) ? new YamlSequence(scalar.Span, [scalar]) : node;
}
