using System.Globalization;
using System.Text;

namespace Compose.Files.Yaml;

/// <summary>
/// The order in which the reference implementation's YAML writer sorts the keys of a map: letters after everything else, runs of digits by
/// their number.
/// </summary>
public sealed class GoKeyOrder : IComparer<string>
{
    public static readonly GoKeyOrder Instance = new();

    public int Compare(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal) ? 0 : IsBefore(x ?? "", y ?? "") ? -1 : 1;

    private static bool IsBefore(string x, string y)
    {
        var digits = false;
        var i = 0;
        for (; i < x.Length && i < y.Length; i++)
        {
            if (x[i] != y[i])
                break;
            digits = char.IsDigit(x, i);
        }

        if (i == x.Length || i == y.Length)
            return x.Length < y.Length;
        if (char.IsLowSurrogate(x[i]) && i > 0)
            i--;
        var (a, b) = (RuneAt(x, i), RuneAt(y, i));
        var (aIsLetter, bIsLetter) = (Rune.IsLetter(a), Rune.IsLetter(b));
        if (aIsLetter && bIsLetter)
            return a < b;
        if (aIsLetter || bIsLetter)
            return digits ? aIsLetter : bIsLetter;
        return IsLowerNumber(x, y, i) ?? a < b;
    }

    private static Rune RuneAt(string text, int i) => Rune.TryGetRuneAt(text, i, out var rune) ? rune : Rune.ReplacementChar;

    /// <summary>Compares the numbers that stand here, then the lengths of their digits.</summary>
    private static bool? IsLowerNumber(string x, string y, int i)
    {
        var start = 0L;
        if (x[i] == '0' || y[i] == '0')
        {
            for (var j = i - 1; j >= 0 && char.IsDigit(x[j]); j--)
            {
                if (x[j] == '0')
                    continue;
                start = 1;
                break;
            }
        }

        var (a, aEnd) = NumberAt(x, i, start);
        var (b, bEnd) = NumberAt(y, i, start);
        return a != b ? a < b : aEnd != bEnd ? aEnd < bEnd : null;
    }

    private static (long Value, int End) NumberAt(string text, int i, long value)
    {
        for (; i < text.Length && CharUnicodeInfo.GetUnicodeCategory(text[i]) == UnicodeCategory.DecimalDigitNumber; i++)
            value = unchecked((value * 10) + text[i] - '0');
        return (value, i);
    }
}
