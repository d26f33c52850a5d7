using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Compose.Files.Yaml;

namespace Compose.Files.Decoding;

/// <summary>
/// Collects the entries of a mapping in the order of the table; what the table does not know comes behind, in the order of the file.
/// Files mostly have an order of their own but few attributes, so each entry finds its place from the end.
/// </summary>
internal struct TableOrder(int capacity)
{
    private readonly YamlEntry[] _entries = new YamlEntry[capacity];
    private readonly int[] _orders = new int[capacity];
    private int _count;

    public bool IsReordered { get; private set; }

    public readonly int Count => _count;

    public readonly YamlEntry this[int index] => _entries[index];

    public readonly int OrderOf(int index) => _orders[index];

    /// <summary>A negative order is that of what the table does not know.</summary>
    public void Add(int order, YamlEntry entry)
    {
        if (order < 0)
            order = int.MaxValue;
        var place = _count++;
        for (; place > 0 && _orders[place - 1] > order; place--)
        {
            _orders[place] = _orders[place - 1];
            _entries[place] = _entries[place - 1];
            IsReordered = true;
        }

        _orders[place] = order;
        _entries[place] = entry;
    }

    public readonly ImmutableArray<YamlEntry> ToImmutable() =>
        _count == _entries.Length ? ImmutableCollectionsMarshal.AsImmutableArray(_entries) : ImmutableArray.Create(_entries, 0, _count);
}
