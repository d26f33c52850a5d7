using System.Text;

namespace Compose.Files.Printing;

/// <summary>The order of mapping keys in YAML output: letters after everything else, and digits as the number they make (a9 before a10).</summary>
public sealed class NaturalKeyOrder : IComparer<string>
{
    public static readonly NaturalKeyOrder Instance = new();

    public int Compare(string? x, string? y) => ReferenceEquals(x, y) ? 0 : CompareKeys(x ?? "", y ?? "");

    private static int CompareKeys(string a, string b)
    {
        var length = Math.Min(a.Length, b.Length);
        var digits = false;
        for (var i = 0; i < length; i++)
        {
            if (a[i] == b[i])
            {
                digits = char.IsDigit(a[i]);
                continue;
            }

            // A surrogate pair differs in its first or second half; the letter is the whole pair.
            if (i > 0 && char.IsLowSurrogate(a[i]) && char.IsHighSurrogate(a[i - 1]))
                i--;
            return CompareAt(a, b, i, digits);
        }

        return a.Length.CompareTo(b.Length);
    }

    private static int CompareAt(string a, string b, int at, bool digits)
    {
        var left = RuneAt(a, at);
        var right = RuneAt(b, at);
        var leftIsLetter = Rune.IsLetter(left);
        var rightIsLetter = Rune.IsLetter(right);
        if (leftIsLetter && rightIsLetter)
            return left.CompareTo(right);
        if (leftIsLetter || rightIsLetter)
            return digits == leftIsLetter ? -1 : 1;
        return CompareNumbers(a, b, at, left, right);
    }

    private static int CompareNumbers(string a, string b, int at, Rune left, Rune right)
    {
        long leftNumber = 0;
        long rightNumber = 0;
        if (a[at] == '0' || b[at] == '0')
        {
            // Behind a digit other than zero, a zero counts.
            for (var i = at - 1; i >= 0 && char.IsDigit(a[i]); i--)
            {
                if (a[i] == '0')
                    continue;
                leftNumber = rightNumber = 1;
                break;
            }
        }

        var leftEnd = ReadNumber(a, at, ref leftNumber);
        var rightEnd = ReadNumber(b, at, ref rightNumber);
        if (leftNumber != rightNumber)
            return leftNumber.CompareTo(rightNumber);
        return leftEnd != rightEnd ? leftEnd.CompareTo(rightEnd) : left.CompareTo(right);
    }

    private static int ReadNumber(string text, int at, ref long number)
    {
        while (at < text.Length && char.IsDigit(text[at]))
            number = unchecked((number * 10) + (text[at++] - '0'));
        return at;
    }

    private static Rune RuneAt(string text, int at) => Rune.TryGetRuneAt(text, at, out var rune) ? rune : Rune.ReplacementChar;
}
