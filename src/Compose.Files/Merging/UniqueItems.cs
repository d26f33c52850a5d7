using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Shape;
using Compose.Files.Yaml;

namespace Compose.Files.Merging;

/// <summary>Of two list items that are the same thing, the later takes the place of the earlier.</summary>
internal sealed class UniqueItems(DiagnosticBag diagnostics, FinishedNodes? finished)
{
    private readonly TreePath _path = new();

    public static YamlMapping Enforce(YamlMapping tree, DiagnosticBag diagnostics, FinishedNodes? finished = null) =>
        (YamlMapping)new UniqueItems(diagnostics, finished).Visit(tree, ProjectShape.Project);

    private YamlNode Visit(YamlNode node, ValueShape shape) => node switch
    {
        YamlMapping mapping => VisitMapping(mapping, shape),
        YamlSequence { Items.Length: > 0 } list when shape.Key is { } key => VisitList(list, key, shape.Keyless),
        _ => node,
    };

    private YamlMapping VisitMapping(YamlMapping mapping, ValueShape shape)
    {
        ImmutableArray<YamlEntry>.Builder? changed = null;
        for (var i = 0; i < mapping.Entries.Length; i++)
        {
            var entry = mapping.Entries[i];
            if (entry.Value is YamlScalar || shape.Child(entry.Key) is not { } child
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

    private YamlSequence VisitList(YamlSequence list, ItemKey keyOf, string? keyless)
    {
        var places = new Dictionary<string, int>(list.Items.Length, StringComparer.Ordinal);
        ImmutableArray<YamlNode>.Builder? kept = null;
        for (var i = 0; i < list.Items.Length; i++)
        {
            var item = list.Items[i];
            var key = keyOf(item);
            if (key is null && keyless is not null && item is YamlMapping)
                diagnostics.Add(MergeProblems.Keyless(keyless, _path, i, item));
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
