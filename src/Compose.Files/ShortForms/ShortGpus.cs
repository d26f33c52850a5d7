using Compose.Files.Yaml;

namespace Compose.Files.ShortForms;

/// <summary>`gpus: all` is `gpus: [{count: all}]`.</summary>
internal static class ShortGpus
{
    public static YamlNode Expand(YamlNode node, ExpansionContext context) =>
        Nodes.IsString(node, out var scalar) ? new YamlSequence(scalar.Span, [Nodes.Mapping(scalar.Span, Nodes.Entry("count", scalar))])
            : node;
}
