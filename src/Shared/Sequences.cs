// Compiled into every project of src (Directory.Build.props).
namespace Compose;

/// <summary>
/// The three most used operators of LINQ, taken before those of <see cref="System.Linq.Enumerable" /> because this namespace encloses all
/// others of the product. There, <c>Select</c> is a generic virtual method of some fifteen kinds of iterators, so that the native compiler
/// has to compile every pair of element types that could meet in any of them: a quarter of all code, for pairs that never do. These do
/// the same, as lazily, and cost one small iterator for each pair that is written down somewhere.
/// </summary>
[Microsoft.CodeAnalysis.Embedded]
internal static class Sequences
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
}
