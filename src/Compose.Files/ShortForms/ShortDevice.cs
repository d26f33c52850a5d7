using Compose.Files.Yaml;

namespace Compose.Files.ShortForms;

/// <summary>`source[:target[:permissions]]` of `devices`.</summary>
internal static class ShortDevice
{
    public static YamlNode Expand(YamlNode node, ExpansionContext context)
    {
        // The specification asks for the source only: the device has the same name on both sides then.
        if (node is YamlMapping mapping)
            return mapping["target"] is null && mapping["source"] is YamlScalar same ? mapping.With("target", same, same.Span) : mapping;
        if (!Nodes.IsString(node, out var scalar))
            return node;

        var parts = scalar.Text.Split(':');
        if (parts.Length > 3)
        {
            if (!context.Lenient)
                context.Diagnostics.Add(CanonicalProblems.Device(context.Path, scalar));
            return node;
        }

        var target = parts.Length > 1 && parts[1].Length > 0 ? parts[1] : parts[0];
        return Nodes.Mapping(
            scalar.Span,
            Nodes.Entry("source", scalar.Span, parts[0]),
            Nodes.Entry("target", scalar.Span, target),
            Nodes.Entry("permissions", scalar.Span, parts.Length > 2 ? parts[2] : "rwm"));
    }

    /// <summary>Two devices of one target are one.</summary>
    public static string? Key(YamlNode item)
    {
        if (item is YamlMapping mapping)
            return ItemKeys.Text(mapping, "target") ?? ItemKeys.Text(mapping, "source");
        if (ItemKeys.WholeText(item) is not { } text)
            return null;
        var parts = text.Split(':');
        return parts.Length > 1 ? parts[1] : parts[0];
    }
}
