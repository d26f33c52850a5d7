using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Schema;
using Compose.Files.Yaml;

namespace Compose.Files.Merging;

/// <summary>Of two list items that are the same thing, the later takes the place of the earlier.</summary>
internal sealed class UniqueItems(DiagnosticBag diagnostics, ProcessedNodes? finished)
{
    private readonly TreePath _path = new();

    public static YamlMapping Enforce(YamlMapping tree, DiagnosticBag diagnostics, ProcessedNodes? finished = null) =>
        (YamlMapping)new UniqueItems(diagnostics, finished).Visit(tree, ProjectSchema.Project);

    private YamlNode Visit(YamlNode node, ValueSchema schema) => node switch
    {
        YamlMapping mapping => VisitMapping(mapping, schema),
        YamlSequence { Items.Length: > 0 } list when schema.Key is { } key => VisitList(list, key, schema.MissingKeyMessage),
        _ => node,
    };

    private YamlMapping VisitMapping(YamlMapping mapping, ValueSchema schema)
    {
        ImmutableArray<YamlEntry>.Builder? changed = null;
        for (var i = 0; i < mapping.Entries.Length; i++)
        {
            var entry = mapping.Entries[i];
            if (entry.Value is YamlScalar || schema.Child(entry.Key) is not { } child
                || (_path.Depth == 1 && finished?.Contains(entry.Value) == true))
                continue;
            _path.Push(entry.Key);
            var value = Visit(entry.Value, child);
            _path.Pop();
            if (!ReferenceEquals(value, entry.Value))
                (changed ??= mapping.Entries.ToBuilder())[i] = entry with { Value = value };
        }

        return changed is null ? mapping : mapping.With(changed.ToImmutable());
    }

    private YamlSequence VisitList(YamlSequence list, ItemKey keyOf, string? missingKeyMessage)
    {
        var places = new Dictionary<string, int>(list.Items.Length, StringComparer.Ordinal);
        ImmutableArray<YamlNode>.Builder? kept = null;
        for (var i = 0; i < list.Items.Length; i++)
        {
            var item = list.Items[i];
            var key = keyOf(item);
            if (key is null && missingKeyMessage is not null && item is YamlMapping)
                diagnostics.Add(MergeProblems.MissingKey(missingKeyMessage, _path, i, item));
            if (key is not null && places.TryGetValue(key, out var place))
            {
                kept ??= Start(list, i);
                kept[place] = item;
                continue;
            }

            if (key is not null)
                places.Add(key, kept?.Count ?? i);
            kept?.Add(item);
        }

        return kept is null ? list : list.With(kept.ToImmutable());
    }

    private static ImmutableArray<YamlNode>.Builder Start(YamlSequence list, int count)
    {
        var kept = ImmutableArray.CreateBuilder<YamlNode>(list.Items.Length);
        kept.AddRange(list.Items, count);
        return kept;
    }
}
