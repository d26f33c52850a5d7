using System.Collections.Immutable;
using Compose.Files.Canonical;
using Compose.Files.Explaining;
using Compose.Files.Schema;
using Compose.Files.ShortForms;
using Compose.Files.Yaml;

namespace Compose.Files.Merging;

/// <summary>
/// `!reset` takes an attribute away from what earlier files said, `!override` makes the value take its place. A list item that is reset
/// goes from the earlier list, whatever form it has there.
/// </summary>
internal static class ResetTags
{
    /// <summary>The document as it is itself: without what is reset; and where its tags stand, if it has any.</summary>
    public static (YamlMapping Document, ResetSet? Resets) Take(YamlMapping document)
    {
        var (node, resets) = Visit(document);
        return (node as YamlMapping ?? document.With([]), resets);
    }

    /// <summary>The value of earlier files after the reset.</summary>
    public static YamlMapping Apply(YamlMapping earlier, ValueSchema? schema, ResetSet? resets) =>
        resets is null ? earlier : ApplyToMapping(earlier, schema, resets);

    private static (YamlNode? Node, ResetSet? Resets) Visit(YamlNode node)
    {
        if (node.Tag == YamlTag.Reset)
            return (null, new ResetSet { Removes = true });

        var (inner, resets) = node switch
        {
            YamlMapping mapping => VisitMapping(mapping),
            YamlSequence list => VisitList(list),
            _ => (node, null),
        };
        return node.Tag == YamlTag.Override ? (inner!.WithTag(YamlTag.None), new ResetSet { Removes = true }) : (inner, resets);
    }

    private static (YamlNode? Node, ResetSet? Resets) VisitMapping(YamlMapping mapping)
    {
        ImmutableArray<YamlEntry>.Builder? kept = null;
        ResetSet? resets = null;
        for (var i = 0; i < mapping.Entries.Length; i++)
        {
            var entry = mapping.Entries[i];
            var (value, inner) = Visit(entry.Value);
            if (inner is not null)
                (resets ??= new ResetSet()).Add(entry.Key, inner);
            if (!ReferenceEquals(value, entry.Value) && kept is null)
            {
                kept = ImmutableArray.CreateBuilder<YamlEntry>(mapping.Entries.Length);
                kept.AddRange(mapping.Entries, i);
            }

            if (value is not null)
                kept?.Add(entry with { Value = value });
        }

        return (kept is null ? mapping : mapping.With(kept.ToImmutable()), resets);
    }

    private static (YamlNode? Node, ResetSet? Resets) VisitList(YamlSequence list)
    {
        ImmutableArray<YamlNode>.Builder? kept = null;
        ResetSet? resets = null;
        for (var i = 0; i < list.Items.Length; i++)
        {
            var item = list.Items[i];
            var (value, _) = Visit(item);
            if (value is null)
                (resets ??= new ResetSet()).Add(item.WithTag(YamlTag.None));
            if (!ReferenceEquals(value, item) && kept is null)
            {
                kept = ImmutableArray.CreateBuilder<YamlNode>(list.Items.Length);
                kept.AddRange(list.Items, i);
            }

            if (value is not null)
                kept?.Add(value);
        }

        return (kept is null ? list : list.With(kept.ToImmutable()), resets);
    }

    private static YamlNode Apply(YamlNode earlier, ValueSchema? schema, ResetSet resets) => earlier switch
    {
        YamlMapping mapping => ApplyToMapping(mapping, schema, resets),
        YamlSequence list => ApplyToList(list, schema, resets),
        _ => earlier,
    };

    private static YamlMapping ApplyToMapping(YamlMapping mapping, ValueSchema? schema, ResetSet resets)
    {
        var items = resets.Items.Select(ItemKeys.BeforeEquals).ToHashSet(StringComparer.Ordinal);
        var kept = ImmutableArray.CreateBuilder<YamlEntry>(mapping.Entries.Length);
        var changed = false;
        foreach (var entry in mapping.Entries)
        {
            var inner = resets[entry.Key];
            var goes = inner is { Removes: true } || items.Contains(entry.Key);
            var value = goes || inner is null ? entry.Value : Apply(entry.Value, schema?.Child(entry.Key), inner);
            changed |= goes || !ReferenceEquals(value, entry.Value);
            if (!goes)
                kept.Add(entry with { Value = value });
        }

        return changed ? mapping.With(kept.ToImmutable()) : mapping;
    }

    private static YamlSequence ApplyToList(YamlSequence list, ValueSchema? schema, ResetSet resets)
    {
        var keyOf = schema?.Key ?? ItemKeys.WholeText;
        var going = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in Long(resets.Items, list, schema))
            if (keyOf(item) is { } key)
                going.Add(key);
        foreach (var (name, child) in resets.Children)
            if (child.Removes)
                going.Add(name);

        var kept = list.Items.RemoveAll(item => keyOf(item) is { } key && going.Contains(key));
        return kept.Length == list.Items.Length ? list : list.With(kept);
    }

    // The earlier list is canonical already; the items must be in the same form to be compared.
    private static IEnumerable<YamlNode> Long(IReadOnlyList<YamlNode> items, YamlSequence list, ValueSchema? schema)
    {
        if (items.Count == 0 || schema is null)
            return items;
        return Canonicalizer.ExpandValue(list.With([.. items]), schema) is YamlSequence expanded ? expanded.Items : items;
    }
}
