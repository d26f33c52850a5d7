// Compiled into every project of src (Directory.Build.props).
namespace Compose;

/// <summary>Elements in an order: sorted, stably, each time that they are asked for.</summary>
[Microsoft.CodeAnalysis.Embedded]
internal sealed class OrderedSequence<T>(IEnumerable<T> source, Comparison<T> order) : IEnumerable<T>
{
    public OrderedSequence<T> ThenBy<TKey>(Func<T, TKey> key, IComparer<TKey>? comparer = null)
    {
        var next = Sequences.ByKey(key, comparer);
        return new OrderedSequence<T>(source, (left, right) => order(left, right) is not 0 and var decided ? decided : next(left, right));
    }

    public IEnumerator<T> GetEnumerator()
    {
        var elements = source.ToList();
        if (elements.Count < 2)
        {
            foreach (var only in elements)
                yield return only;
            yield break;
        }

        var places = new int[elements.Count];
        for (var i = 0; i < places.Length; i++)
            places[i] = i;
        // The sort of arrays is not stable; the place decides between equals.
        Array.Sort(places, (left, right) => order(elements[left], elements[right]) is not 0 and var decided ? decided : left.CompareTo(right));
        foreach (var place in places)
            yield return elements[place];
    }

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}

internal static partial class Sequences
{
    public static OrderedSequence<T> Order<T>(this IEnumerable<T> source, IComparer<T>? comparer = null) => new(source, (comparer ?? Comparer<T>.Default).Compare);

    public static OrderedSequence<T> OrderBy<T, TKey>(this IEnumerable<T> source, Func<T, TKey> key, IComparer<TKey>? comparer = null) => new(source, ByKey(key, comparer));

    public static OrderedSequence<T> OrderByDescending<T, TKey>(this IEnumerable<T> source, Func<T, TKey> key, IComparer<TKey>? comparer = null)
    {
        var ascending = ByKey(key, comparer);
        return new OrderedSequence<T>(source, (left, right) => ascending(right, left));
    }

    internal static Comparison<T> ByKey<T, TKey>(Func<T, TKey> key, IComparer<TKey>? comparer)
    {
        var keys = comparer ?? Comparer<TKey>.Default;
        return (left, right) => keys.Compare(key(left), key(right));
    }
}
