using Compose.Files.Yaml;

namespace Compose.Files.ShortForms;

/// <summary>`provenance: true` is `provenance: "true"`.</summary>
internal static class Stringify
{
    public static YamlNode Expand(YamlNode node, ExpansionContext context) =>
        node is YamlScalar { Kind: not ScalarKind.String } scalar ? YamlScalar.String(scalar.Span, scalar.Text) : node;
}
