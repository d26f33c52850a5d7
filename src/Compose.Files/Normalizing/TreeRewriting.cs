using System.Collections.Immutable;
using Compose.Files.Yaml;

namespace Compose.Files.Normalizing;

/// <summary>Rewrites parts of a tree. What does not change stays the same node, so an untouched service costs nothing.</summary>
internal static class TreeRewriting
{
    /// <summary>Rewrites every value of a mapping; a null result drops the entry.</summary>
    public static YamlMapping MapValues(this YamlMapping mapping, Func<YamlEntry, YamlNode?> rewrite)
    {
        ImmutableArray<YamlEntry>.Builder? changed = null;
        for (var i = 0; i < mapping.Count; i++)
        {
            var entry = mapping.Entries[i];
            var value = rewrite(entry);
            if (changed is null && ReferenceEquals(value, entry.Value))
                continue;
            if (changed is null)
            {
                changed = ImmutableArray.CreateBuilder<YamlEntry>(mapping.Count);
                changed.AddRange(mapping.Entries, i);
            }

            if (value is not null)
                changed.Add(entry with { Value = value });
        }

        return changed is null ? mapping : mapping.With(changed.ToImmutable());
    }

    /// <summary>Rewrites the items of a sequence; a null result drops the item.</summary>
    public static YamlSequence MapItems(this YamlSequence sequence, Func<YamlNode, YamlNode?> rewrite)
    {
        ImmutableArray<YamlNode>.Builder? changed = null;
        for (var i = 0; i < sequence.Items.Length; i++)
        {
            var item = sequence.Items[i];
            var value = rewrite(item);
            if (changed is null && ReferenceEquals(value, item))
                continue;
            if (changed is null)
            {
                changed = ImmutableArray.CreateBuilder<YamlNode>(sequence.Items.Length);
                changed.AddRange(sequence.Items, i);
            }

            if (value is not null)
                changed.Add(value);
        }

        return changed is null ? sequence : sequence.With(changed.ToImmutable());
    }

    /// <summary>Rewrites one value where it is there.</summary>
    public static YamlMapping Map(this YamlMapping mapping, string key, Func<YamlNode, YamlNode?> rewrite)
    {
        var index = mapping.IndexOf(key);
        if (index < 0)
            return mapping;
        var old = mapping.Entries[index].Value;
        var value = rewrite(old);
        if (ReferenceEquals(value, old))
            return mapping;
        return value is null ? mapping.Without(key) : mapping.With(key, value);
    }

    public static YamlMapping MapMapping(this YamlMapping mapping, string key, Func<YamlMapping, YamlNode?> rewrite) =>
        mapping.Map(key, value => value is YamlMapping inner ? rewrite(inner) : value);

    public static YamlMapping MapSequence(this YamlMapping mapping, string key, Func<YamlNode, YamlNode?> rewriteItem) =>
        mapping.Map(key, value => value is YamlSequence items ? items.MapItems(rewriteItem) : value);

    /// <summary>Rewrites every item of a sequence that is a mapping.</summary>
    public static YamlMapping MapObjects(this YamlMapping mapping, string key, Func<YamlMapping, YamlNode?> rewriteItem) =>
        mapping.MapSequence(key, item => item is YamlMapping inner ? rewriteItem(inner) : item);

    /// <summary>Rewrites every member of a section whose value is a mapping: all services, all volumes.</summary>
    public static YamlMapping MapMembers(this YamlMapping tree, string section, Func<string, YamlMapping, YamlNode?> rewrite) =>
        tree.MapMapping(section, members =>
            members.MapValues(entry => entry.Value is YamlMapping member ? rewrite(entry.Key, member) : entry.Value));
}
