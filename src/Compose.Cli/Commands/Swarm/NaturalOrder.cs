using System.Text.RegularExpressions;

namespace Compose.Cli.Commands.Swarm;

/// <summary>Texts in the order in which docker lists them: numbers in them by their value, so that web.10 comes after web.9.</summary>
internal sealed partial class NaturalOrder : IComparer<string>
{
    public static readonly NaturalOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        var (left, right) = (Parts(x), Parts(y));
        foreach (var (a, b) in left.Zip(right))
            if (ComparePart(a, b) is not 0 and var order)
                return order;
        return left.Count - right.Count;
    }

    private static List<string> Parts(string? text) => [.. PartPattern().Matches(text ?? "").Select(part => part.Value)];

    private static int ComparePart(string a, string b)
    {
        if (!char.IsAsciiDigit(a[0]) || !char.IsAsciiDigit(b[0]))
            return string.CompareOrdinal(a, b);
        var (left, right) = (a.TrimStart('0'), b.TrimStart('0'));
        return left.Length != right.Length ? left.Length - right.Length : string.CompareOrdinal(left, right);
    }

    /// <summary>A number, or one other character.</summary>
    [GeneratedRegex("[0-9]+|[^0-9]", RegexOptions.Singleline)]
    private static partial Regex PartPattern();
}
