using System.Collections.Immutable;
using Compose.Files.Yaml;

namespace Compose.Files.ShortForms;

/// <summary>`networks: [a, b]` is `networks: {a: null, b: null}`.</summary>
internal static class NameList
{
    public static YamlNode Expand(YamlNode node, ExpansionContext context) =>
        node is YamlSequence list ? ToMapping(list, YamlScalar.Null) : node;

    /// <summary>A mapping from the names of a list to what the list leaves unsaid; of a repeated name the last counts.</summary>
    public static YamlMapping ToMapping(YamlSequence list, Func<Text.SourceSpan, YamlNode> unsaid)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>(list.Items.Length);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in list.Items)
            if (item is YamlScalar name && seen.Add(name.Text))
                entries.Add(new YamlEntry(name.Text, name.Span, unsaid(name.Span)));
        return new YamlMapping(list.Span, entries.DrainToImmutable());
    }
}
