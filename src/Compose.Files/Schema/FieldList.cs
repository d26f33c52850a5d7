using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Compose.Files.Schema;

/// <summary>The attributes of a mapping, in the order of printing, with the index that finds one by its name.</summary>
[CollectionBuilder(typeof(FieldList), nameof(Create))]
public sealed class FieldList : IReadOnlyList<Field>
{
    public static readonly FieldList Empty = new([]);

    private readonly ImmutableArray<Field> _fields;
    private readonly Lazy<Dictionary<string, int>> _index;
    private readonly Lazy<ImmutableArray<int>> _alwaysPrinted;

    private readonly Lazy<bool> _hasUnhashed;

    private FieldList(ImmutableArray<Field> fields)
    {
        _fields = fields;
        _index = new Lazy<Dictionary<string, int>>(
            () => Enumerable.Range(0, fields.Length).ToDictionary(i => fields[i].Name, StringComparer.Ordinal));
        _alwaysPrinted = new Lazy<ImmutableArray<int>>(
            () => [.. Enumerable.Range(0, fields.Length).Where(i => fields[i].Printed is Printed.Always or Printed.AlwaysInJson)]);
        _hasUnhashed = new Lazy<bool>(() => fields.Any(field => !field.InHash || field.Schema.Fields.HasUnhashed));
    }

    /// <summary>There are attributes, here or below, that the config hash leaves out.</summary>
    public bool HasUnhashed => _hasUnhashed.Value;

    public int Count => _fields.Length;
    public bool IsEmpty => _fields.IsEmpty;

    /// <summary>The places of the attributes that are printed even when no file has them.</summary>
    public ImmutableArray<int> AlwaysPrinted => _alwaysPrinted.Value;

    public Field this[int index] => _fields[index];

    public static FieldList Create(ReadOnlySpan<Field> fields) => new([.. fields]);

    /// <summary>The place of an attribute, or -1.</summary>
    public int IndexOf(string name) => IsEmpty ? -1 : _index.Value.GetValueOrDefault(name, -1);

    public ImmutableArray<Field>.Enumerator GetEnumerator() => _fields.GetEnumerator();
    IEnumerator<Field> IEnumerable<Field>.GetEnumerator() => ((IEnumerable<Field>)_fields).GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)_fields).GetEnumerator();
}
