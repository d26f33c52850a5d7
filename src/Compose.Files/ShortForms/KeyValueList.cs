using System.Collections.Immutable;
using Compose.Files.Yaml;

namespace Compose.Files.ShortForms;

/// <summary>`additional_contexts: [a=b]` is `additional_contexts: {a: b}`.</summary>
internal static class KeyValueList
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
            if (equals < 0)
            {
                if (!context.Lenient)
                    context.Diagnostics.Add(CanonicalProblems.NoValue(context.Path, scalar));
                return list;
            }

            Put(entries, places,
                new YamlEntry(scalar.Text[..equals], scalar.Span, YamlScalar.String(scalar.Span, scalar.Text[(equals + 1)..])));
        }

        return new YamlMapping(list.Span, entries.DrainToImmutable());
    }

    /// <summary>Adds an entry, or replaces the one of the same key in its place.</summary>
    public static void Put(ImmutableArray<YamlEntry>.Builder entries, Dictionary<string, int> places, YamlEntry entry)
    {
        if (places.TryGetValue(entry.Key, out var place))
        {
            entries[place] = entry;
            return;
        }

        places.Add(entry.Key, entries.Count);
        entries.Add(entry);
    }
}
