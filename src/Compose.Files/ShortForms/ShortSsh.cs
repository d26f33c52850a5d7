using System.Collections.Immutable;
using Compose.Files.Yaml;

namespace Compose.Files.ShortForms;

/// <summary>`ssh: [default, id=path]` is `ssh: {default: null, id: path}`.</summary>
internal static class ShortSsh
{
    public static YamlNode Expand(YamlNode node, ExpansionContext context)
    {
        if (node is not YamlSequence list)
            return node;

        var entries = ImmutableArray.CreateBuilder<YamlEntry>(list.Items.Length);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var item in list.Items)
        {
            if (item is not YamlScalar scalar)
                continue;
            var equals = scalar.Text.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 && scalar.Text != "default" && !context.Lenient)
                context.Diagnostics.Add(CanonicalProblems.SshKey(context.Path, scalar));
            YamlNode value = equals < 0 ? YamlScalar.Null(scalar.Span) : YamlScalar.String(scalar.Span, scalar.Text[(equals + 1)..]);
            KeyValueList.Put(entries, places, new YamlEntry(equals < 0 ? scalar.Text : scalar.Text[..equals], scalar.Span, value));
        }

        return new YamlMapping(list.Span, entries.DrainToImmutable());
    }
}
