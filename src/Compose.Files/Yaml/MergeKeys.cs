using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Text;

namespace Compose.Files.Yaml;

/// <summary>
/// The merge key <c>&lt;&lt;</c>: the entries of other mappings where this one has none of the same name. What the mapping itself says wins
/// wherever it stands, the earlier of several merged mappings wins over the later, and entries keep the places where they were written.
/// </summary>
internal static class MergeKeys
{
    public static ImmutableArray<YamlEntry> Expand(ImmutableArray<YamlEntry> entries, SourceText source, DiagnosticBag diagnostics)
    {
        var names = new HashSet<string>(entries.Length, StringComparer.Ordinal);
        var at = -1;
        for (var i = 0; i < entries.Length; i++)
        {
            if (entries[i].Key == "<<")
                at = i;
            else
                names.Add(entries[i].Key);
        }

        var merged = ImmutableArray.CreateBuilder<YamlEntry>(entries.Length);
        merged.AddRange(entries.AsSpan()[..at]);
        AddFrom(entries[at].Value, entries[at].KeySpan, names, merged, source, diagnostics);
        merged.AddRange(entries.AsSpan()[(at + 1)..]);
        return merged.ToImmutable();
    }

    private static void AddFrom(YamlNode value, SourceSpan key, HashSet<string> names, ImmutableArray<YamlEntry>.Builder merged,
        SourceText source, DiagnosticBag diagnostics)
    {
        switch (value)
        {
            case YamlMapping mapping:
                AddNew(mapping, names, merged);
                break;
            case YamlSequence sequence:
                foreach (var item in sequence.Items)
                {
                    if (item is YamlMapping mapping)
                        AddNew(mapping, names, merged);
                    else
                        diagnostics.Add(YamlProblems.Merge(source, key, item));
                }

                break;
            default:
                diagnostics.Add(YamlProblems.Merge(source, key, value));
                break;
        }
    }

    private static void AddNew(YamlMapping mapping, HashSet<string> names, ImmutableArray<YamlEntry>.Builder merged)
    {
        foreach (var entry in mapping.Entries)
            if (names.Add(entry.Key))
                merged.Add(entry);
    }
}
