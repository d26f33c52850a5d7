using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Schema;
using Compose.Files.ShortForms;
using Compose.Files.Yaml;

namespace Compose.Files.Canonical;

/// <summary>Turns every short form into the long one, so that later stages know one form only.</summary>
internal sealed class Canonicalizer
{
    private readonly ExpansionContext _context;
    private readonly ProcessedNodes? _finished;

    private Canonicalizer(ExpansionContext context, ProcessedNodes? finished = null)
    {
        _context = context;
        _finished = finished;
    }

    /// <summary>Lenient is without interpolation: what cannot be read may be a variable, and stays.</summary>
    public static YamlMapping Expand(YamlMapping tree, DiagnosticBag diagnostics, bool lenient, ProcessedNodes? finished = null)
    {
        var context = new ExpansionContext(diagnostics, tree["volumes"] as YamlMapping, lenient);
        return (YamlMapping)new Canonicalizer(context, finished).Visit(tree, ProjectSchema.Project);
    }

    /// <summary>One value by itself, whatever is wrong with it.</summary>
    public static YamlNode ExpandValue(YamlNode node, ValueSchema schema) =>
        new Canonicalizer(new ExpansionContext([], null, lenient: true)).Visit(node, schema);

    private YamlNode Visit(YamlNode node, ValueSchema schema)
    {
        if (schema.Expand is { } expand)
            node = expand(node, _context);
        return node switch
        {
            YamlMapping mapping => VisitMapping(mapping, schema),
            YamlSequence list when schema.Items is { } items && (items.Expand is not null || !items.Fields.IsEmpty) =>
                VisitList(list, items),
            _ => node,
        };
    }

    private YamlMapping VisitMapping(YamlMapping mapping, ValueSchema schema)
    {
        ImmutableArray<YamlEntry>.Builder? changed = null;
        for (var i = 0; i < mapping.Entries.Length; i++)
        {
            var entry = mapping.Entries[i];
            if (schema.Child(entry.Key) is not { } child || (_context.Path.Depth == 1 && _finished?.Contains(entry.Value) == true))
                continue;
            _context.Path.Push(entry.Key);
            var value = Visit(entry.Value, child);
            _context.Path.Pop();
            if (!ReferenceEquals(value, entry.Value))
                (changed ??= mapping.Entries.ToBuilder())[i] = entry with { Value = value };
        }

        return changed is null ? mapping : mapping.With(changed.ToImmutable());
    }

    private YamlSequence VisitList(YamlSequence list, ValueSchema schema)
    {
        ImmutableArray<YamlNode>.Builder? changed = null;
        for (var i = 0; i < list.Items.Length; i++)
        {
            _context.Path.Push(i);
            var item = Visit(list.Items[i], schema);
            _context.Path.Pop();
            if (!ReferenceEquals(item, list.Items[i]))
                (changed ??= list.Items.ToBuilder())[i] = item;
        }

        return changed is null ? list : list.With(changed.ToImmutable());
    }
}
