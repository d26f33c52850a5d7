using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Compose.Files.Model;

/// <summary>An immutable map in the order of its keys: iteration is the same in every run, whatever order the files had.</summary>
public sealed class NamedMap<T> : IReadOnlyCollection<KeyValuePair<string, T>>
{
    public static readonly NamedMap<T> Empty = new([]);

    private readonly ImmutableSortedDictionary<string, T> _items;

    public NamedMap(IEnumerable<KeyValuePair<string, T>> items) => _items = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, items);

    private NamedMap(ImmutableSortedDictionary<string, T> items) => _items = items;

    public int Count => _items.Count;
    public IEnumerable<string> Keys => _items.Keys;
    public IEnumerable<T> Values => _items.Values;
    public T this[string key] => _items[key];

    public bool Contains(string key) => _items.ContainsKey(key);

    public bool TryGet(string key, [MaybeNullWhen(false)] out T value) => _items.TryGetValue(key, out value);

    public NamedMap<T> With(string key, T value) => new(_items.SetItem(key, value));

    public NamedMap<T> Where(Func<string, T, bool> keep) => new(_items.Where(item => keep(item.Key, item.Value)));

    public NamedMap<TResult> Select<TResult>(Func<string, T, TResult> map) =>
        new(_items.Select(item => KeyValuePair.Create(item.Key, map(item.Key, item.Value))));

    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => _items.GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
