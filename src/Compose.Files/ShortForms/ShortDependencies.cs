using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.ShortForms;

/// <summary>`depends_on: [db]` waits for the start of db and needs it.</summary>
internal static class ShortDependencies
{
    public static YamlNode Expand(YamlNode node, ExpansionContext context)
    {
        if (node is YamlSequence list)
            return NameList.ToMapping(list, Started);
        if (node is not YamlMapping mapping)
            return node;

        var result = mapping;
        foreach (var entry in mapping.Entries)
            if (entry.Value is YamlMapping dependency && WithDefaults(dependency) is var full && !ReferenceEquals(full, dependency))
                result = result.With(entry.Key, full);
        return result;
    }

    /// <summary>What a name in a list says about a dependency.</summary>
    public static YamlMapping Started(SourceSpan span) =>
        Nodes.Mapping(span, Nodes.Entry("condition", span, "service_started"), Nodes.Entry("required", YamlScalar.Boolean(span, true)));

    private static YamlMapping WithDefaults(YamlMapping dependency)
    {
        if (!dependency.Contains("condition"))
            dependency = dependency.With("condition", YamlScalar.String(dependency.Span, "service_started"), dependency.Span);
        if (!dependency.Contains("required"))
            dependency = dependency.With("required", YamlScalar.Boolean(dependency.Span, true), dependency.Span);
        return dependency;
    }
}
