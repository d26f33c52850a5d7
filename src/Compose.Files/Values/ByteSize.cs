using System.Buffers;
using System.Globalization;

namespace Compose.Files.Values;

/// <summary>Sizes as people write them: <c>64m</c>, <c>1.5 GiB</c>, <c>-1</c>. Every unit is a power of 1024.</summary>
public static class ByteSize
{
    private const string Units = "kmgtp";
    private static readonly SearchValues<char> NumberEnd = SearchValues.Create("0123456789. ");

    /// <summary>Reads a size; <paramref name="problem"/> says what is wrong in the words that Docker Compose uses.</summary>
    public static bool TryParse(string text, out long bytes, out string problem)
    {
        problem = "";
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out bytes))
            return true;
        var last = text.AsSpan().LastIndexOfAny(NumberEnd);
        if (last < 0)
            return Fail($"invalid size: '{text}'", out problem);
        var number = text.AsSpan(0, text[last] == ' ' ? last : last + 1);
        var suffix = text.AsSpan(last + 1);
        if (!TryParseNumber(number, out var size))
            return Fail($"strconv.ParseFloat: parsing \"{number}\": invalid syntax", out problem);
        if (size < 0)
            return Fail($"invalid size: '{text}'", out problem);
        if (!TryFactor(suffix, out var factor))
            return Fail($"invalid suffix: '{(suffix.Length > 3 ? suffix.ToString() : suffix.ToString().ToLowerInvariant())}'", out problem);
        size *= factor;
        bytes = size >= long.MaxValue ? long.MinValue : (long)size;
        return true;
    }

    private static bool TryParseNumber(ReadOnlySpan<char> text, out double number)
    {
        number = 0;
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return text.Length > 0 && !text.ContainsAny(" ,") && double.TryParse(text, style, CultureInfo.InvariantCulture, out number);
    }

    private static bool TryFactor(ReadOnlySpan<char> suffix, out double factor)
    {
        factor = 1;
        if (suffix.IsEmpty)
            return true;
        if (suffix.Length > 3)
            return false;
        if (char.ToLowerInvariant(suffix[0]) == 'b')
            return suffix.Length == 1;
        var power = Units.IndexOf(char.ToLowerInvariant(suffix[0]), StringComparison.Ordinal);
        if (power < 0)
            return false;
        factor = Math.Pow(1024, power + 1);
        return suffix.Length switch
        {
            1 => true,
            2 => suffix[1] is 'b' or 'B',
            _ => suffix[1..].Equals("ib", StringComparison.OrdinalIgnoreCase),
        };
    }

    private static bool Fail(string message, out string problem)
    {
        problem = message;
        return false;
    }
}
