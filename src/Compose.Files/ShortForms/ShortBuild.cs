using Compose.Files.Yaml;

namespace Compose.Files.ShortForms;

/// <summary>`build: dir` is `build: {context: dir}`.</summary>
internal static class ShortBuild
{
    public static YamlNode Expand(YamlNode node, ExpansionContext context) =>
        Nodes.IsString(node, out var scalar) ? Nodes.Mapping(scalar.Span, Nodes.Entry("context", scalar)) : node;
}
