using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Compose.Files.Model;

/// <summary>An immutable map in the order of its keys: iteration is the same in every run, whatever order the files had.</summary>
public sealed class NamedMap<T> : IReadOnlyCollection<KeyValuePair<string, T>>
{
    public static readonly NamedMap<T> Empty = new([], []);

    // Sorted by key. A project is bound once and read often, so two arrays beat a tree.
    private readonly string[] _keys;
    private readonly T[] _values;

    /// <summary>Of the entries with one key the last counts.</summary>
    public NamedMap(IEnumerable<KeyValuePair<string, T>> items)
    {
        var entries = items.ToArray();
        var keys = new string[entries.Length];
        var values = new T[entries.Length];
        for (var i = 0; i < entries.Length; i++)
            (keys[i], values[i]) = (entries[i].Key, entries[i].Value);
        (_keys, _values) = Normalize(keys, values);
    }

    private NamedMap(string[] keys, T[] values) => (_keys, _values) = (keys, values);

    public int Count => _keys.Length;
    public IEnumerable<string> Keys => _keys;
    public IEnumerable<T> Values => _values;
    public T this[string key] => TryGet(key, out var value) ? value : throw new KeyNotFoundException($"no entry \"{key}\"");

    public bool Contains(string key) => IndexOf(key) >= 0;

    public bool TryGet(string key, [MaybeNullWhen(false)] out T value)
    {
        var index = IndexOf(key);
        value = index >= 0 ? _values[index] : default;
        return index >= 0;
    }

    public NamedMap<T> With(string key, T value)
    {
        var index = IndexOf(key);
        if (index >= 0)
        {
            var values = (T[])_values.Clone();
            values[index] = value;
            return new NamedMap<T>(_keys, values);
        }

        index = ~index;
        return new NamedMap<T>([.. _keys[..index], key, .. _keys[index..]], [.. _values[..index], value, .. _values[index..]]);
    }

    public NamedMap<T> Where(Func<string, T, bool> keep) => new(this.Where(item => keep(item.Key, item.Value)));

    public NamedMap<TResult> Select<TResult>(Func<string, T, TResult> map)
    {
        var results = new TResult[_keys.Length];
        for (var i = 0; i < results.Length; i++)
            results[i] = map(_keys[i], _values[i]);
        return new NamedMap<TResult>(_keys, results);
    }

    public IEnumerator<KeyValuePair<string, T>> GetEnumerator()
    {
        for (var i = 0; i < _keys.Length; i++)
            yield return KeyValuePair.Create(_keys[i], _values[i]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOf(string key) => Array.BinarySearch(_keys, key, StringComparer.Ordinal);

    private static (string[] Keys, T[] Values) Normalize(string[] keys, T[] values)
    {
        var (sorted, unique) = (true, true);
        for (var i = 1; i < keys.Length; i++)
        {
            var order = string.CompareOrdinal(keys[i - 1], keys[i]);
            sorted &= order <= 0;
            unique &= order != 0;
        }

        if (!sorted)
        {
            // Places break ties, so that the last of equal keys stays the last.
            var places = Enumerable.Range(0, keys.Length).ToArray();
            Array.Sort(places, (a, b) => string.CompareOrdinal(keys[a], keys[b]) is var order and not 0 ? order : a.CompareTo(b));
            (keys, values) = (Array.ConvertAll(places, place => keys[place]), Array.ConvertAll(places, place => values[place]));
            for (var i = 1; i < keys.Length && unique; i++)
                unique = keys[i - 1] != keys[i];
        }

        if (unique)
            return (keys, values);
        var last = Enumerable.Range(0, keys.Length).Where(i => i + 1 == keys.Length || keys[i] != keys[i + 1]).ToArray();
        return (Array.ConvertAll(last, i => keys[i]), Array.ConvertAll(last, i => values[i]));
    }
}
