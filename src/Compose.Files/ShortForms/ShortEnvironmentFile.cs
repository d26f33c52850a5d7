using System.Collections.Immutable;
using Compose.Files.Yaml;

namespace Compose.Files.ShortForms;

/// <summary>`env_file: a.env` is `env_file: [{path: a.env, required: true}]`.</summary>
internal static class ShortEnvironmentFile
{
    public static YamlNode Expand(YamlNode node, ExpansionContext context)
    {
        if (Nodes.IsString(node, out var scalar))
            return new YamlSequence(scalar.Span, [Long(scalar)]);
        if (node is not YamlSequence list)
            return node;

        ImmutableArray<YamlNode> items = [.. list.Items.Select(Long)];
        return items.SequenceEqual(list.Items) ? list : list.With(items);
    }

    private static YamlNode Long(YamlNode item)
    {
        if (Nodes.IsString(item, out var path))
            return Nodes.Mapping(path.Span, Nodes.Entry("path", path), Nodes.Entry("required", YamlScalar.Boolean(path.Span, true)));
        if (item is YamlMapping mapping && !mapping.Contains("required"))
            return mapping.With("required", YamlScalar.Boolean(mapping.Span, true), mapping.Span);
        return item;
    }
}
