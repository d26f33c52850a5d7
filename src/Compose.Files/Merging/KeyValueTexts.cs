using System.Collections.Immutable;
using Compose.Files.ShortForms;
using Compose.Files.Yaml;

namespace Compose.Files.Merging;

/// <summary>A mapping of keys and values, and the list of K=V that says the same.</summary>
internal static class KeyValueTexts
{
    /// <summary>Sorted, because Docker Compose does not keep the order of a mapping. A key without a value stands alone.</summary>
    public static YamlSequence ToList(YamlMapping mapping)
    {
        var items = new List<YamlNode>(mapping.Count);
        foreach (var entry in mapping.Entries)
        {
            if (entry.Value is YamlSequence values)
                items.AddRange(values.Items.Select(value => Pair(entry, value)));
            else
                items.Add(Pair(entry, entry.Value));
        }

        return new YamlSequence(mapping.Span, [.. items.OrderBy(item => (item as YamlScalar)?.Text ?? "", StringComparer.Ordinal)]);
    }

    public static YamlMapping ToMapping(YamlSequence list)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>(list.Items.Length);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var scalar in list.Items.OfType<YamlScalar>())
        {
            var equals = scalar.Text.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? scalar.Text : scalar.Text[..equals];
            YamlNode value = equals < 0 ? YamlScalar.Null(scalar.Span) : YamlScalar.String(scalar.Span, scalar.Text[(equals + 1)..]);
            KeyValueList.Put(entries, places, new YamlEntry(key, scalar.Span, value));
        }

        return new YamlMapping(list.Span, entries.DrainToImmutable());
    }

    // What is no scalar stays what it is, for the check of types to find.
    private static YamlNode Pair(YamlEntry entry, YamlNode value)
    {
        if (value is not YamlScalar scalar)
            return value;
        var span = scalar.Span.IsNone || scalar.Span.Length == 0 ? entry.KeySpan : scalar.Span;
        return YamlScalar.String(span, scalar.IsNull ? entry.Key : $"{entry.Key}={scalar.Text}");
    }
}
