using Compose.Files.Yaml;

namespace Compose.Files.ShortForms;

/// <summary>`external: {name: x}` is `external: true` and `name: x`.</summary>
internal static class ExternalName
{
    public static YamlNode Expand(YamlNode node, ExpansionContext context)
    {
        if (node is not YamlMapping resource || resource["external"] is not YamlMapping external)
            return node;

        var result = resource.With("external", YamlScalar.Boolean(external.Span, true));
        if (external["name"] is not YamlScalar name)
            return result;

        context.Diagnostics.Add(CanonicalProblems.ExternalNameDeprecated(context.Path, name));
        if (resource["name"] is not YamlScalar own)
            return result.With("name", name, name.Span);
        if (own.Text != name.Text)
            context.Diagnostics.Add(CanonicalProblems.ExternalNameConflict(context.Path, name, own));
        return result;
    }
}
