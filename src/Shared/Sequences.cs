// Compiled into every project of src (Directory.Build.props).
namespace Compose;

/// <summary>
/// The operators of LINQ that we use and that return an iterator there, taken before those of <see cref="System.Linq.Enumerable" /> because
/// this namespace encloses all others of the product. There, one base class of all iterators has <c>Select</c> and a dozen more as virtual
/// methods, so that the native compiler has to compile each of them for every element type, and every pair of types that could meet: a quarter
/// of all code, for pairs that never do. These do the same, as lazily, and cost one small iterator for each use that is written down somewhere.
/// </summary>
[Microsoft.CodeAnalysis.Embedded]
internal static partial class Sequences
{
    public static IEnumerable<TResult> Select<T, TResult>(this IEnumerable<T> source, Func<T, TResult> selector)
    {
        foreach (var element in source)
            yield return selector(element);
    }

    public static IEnumerable<TResult> Select<T, TResult>(this IEnumerable<T> source, Func<T, int, TResult> selector)
    {
        var index = 0;
        foreach (var element in source)
            yield return selector(element, index++);
    }

    public static IEnumerable<T> Where<T>(this IEnumerable<T> source, Func<T, bool> predicate)
    {
        foreach (var element in source)
        {
            if (predicate(element))
                yield return element;
        }
    }

    public static IEnumerable<T> Where<T>(this IEnumerable<T> source, Func<T, int, bool> predicate)
    {
        var index = 0;
        foreach (var element in source)
        {
            if (predicate(element, index++))
                yield return element;
        }
    }

    public static IEnumerable<TResult> SelectMany<T, TResult>(this IEnumerable<T> source, Func<T, IEnumerable<TResult>> selector)
    {
        foreach (var element in source)
        {
            foreach (var inner in selector(element))
                yield return inner;
        }
    }

    public static IEnumerable<T> Concat<T>(this IEnumerable<T> first, IEnumerable<T> second)
    {
        foreach (var element in first)
            yield return element;
        foreach (var element in second)
            yield return element;
    }

    public static IEnumerable<T> Append<T>(this IEnumerable<T> source, T last)
    {
        foreach (var element in source)
            yield return element;
        yield return last;
    }

    public static IEnumerable<T> Prepend<T>(this IEnumerable<T> source, T first)
    {
        yield return first;
        foreach (var element in source)
            yield return element;
    }

    public static IEnumerable<T> Skip<T>(this IEnumerable<T> source, int count)
    {
        foreach (var element in source)
        {
            if (count-- <= 0)
                yield return element;
        }
    }

    public static IEnumerable<T> Take<T>(this IEnumerable<T> source, int count)
    {
        if (count <= 0)
            yield break;
        foreach (var element in source)
        {
            yield return element;
            if (--count == 0)
                yield break;
        }
    }

    public static IEnumerable<T> OfType<T>(this System.Collections.IEnumerable source)
    {
        foreach (var element in source)
        {
            if (element is T wanted)
                yield return wanted;
        }
    }

    public static IEnumerable<T> Distinct<T>(this IEnumerable<T> source, IEqualityComparer<T>? comparer = null)
    {
        // Most that are asked have one element or none: the set comes with the second.
        HashSet<T>? seen = null;
        var (count, first) = (0, default(T)!);
        foreach (var element in source)
        {
            if (count++ == 0)
                first = element;
            else if (!(seen ??= new HashSet<T>(comparer) { first }).Add(element))
                continue;
            yield return element;
        }
    }

    public static IEnumerable<T> Union<T>(this IEnumerable<T> first, IEnumerable<T> second, IEqualityComparer<T>? comparer = null) => first.Concat(second).Distinct(comparer);

    public static IEnumerable<T> Reverse<T>(this IEnumerable<T> source)
    {
        var elements = source.ToList();
        for (var i = elements.Count - 1; i >= 0; i--)
            yield return elements[i];
    }

    /// <summary>Not lazily: whoever asks for the first group has to see the last element in any case.</summary>
    public static IEnumerable<IGrouping<TKey, T>> GroupBy<T, TKey>(this IEnumerable<T> source, Func<T, TKey> key, IEqualityComparer<TKey>? comparer = null) =>
        source.ToLookup(key, comparer);
}
