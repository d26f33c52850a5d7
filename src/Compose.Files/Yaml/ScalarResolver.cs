using System.Globalization;
using Compose.Files.Text;

namespace Compose.Files.Yaml;

/// <summary>
/// What a plain scalar is: the rules of the reference implementation, which are neither those of YAML 1.1 nor those of 1.2.
/// </summary>
internal static class ScalarResolver
{
    /// <summary>False when a look at the first character is enough to know a string.</summary>
    public static bool MayBeOther(ReadOnlySpan<char> text) =>
        text.IsEmpty || text[0] is (>= '0' and <= '9') or '+' or '-' or '.' or '~' or 't' or 'T' or 'f' or 'F' or 'n' or 'N';

    public static string TypeOf(ScalarKind kind) => kind switch
    {
        ScalarKind.Null => "!!null",
        ScalarKind.Boolean => "!!bool",
        ScalarKind.Integer => "!!int",
        ScalarKind.Float => "!!float",
        ScalarKind.Timestamp => "!!timestamp",
        _ => "!!str",
    };

    /// <summary>Null for a string.</summary>
    public static YamlScalar? Resolve(SourceSpan span, ReadOnlySpan<char> text, bool timestamps)
    {
        if (text.IsEmpty)
            return YamlScalar.Null(span);
        switch (text[0])
        {
            case '~' or 'n' or 'N':
                return text is "~" or "null" or "Null" or "NULL" ? YamlScalar.Null(span) : null;
            case 't' or 'T':
                return text is "true" or "True" or "TRUE" ? YamlScalar.Boolean(span, true) : null;
            case 'f' or 'F':
                return text is "false" or "False" or "FALSE" ? YamlScalar.Boolean(span, false) : null;
            case '.':
                return Special(span, text) ?? (IsFloat(text) ? Float(span, text) : null);
            case '+' or '-' or (>= '0' and <= '9'):
                return Special(span, text) ?? (timestamps && GoTimestamp.TryFormat(text) is { } time
                    ? new YamlScalar(span, ScalarKind.Timestamp, time) : Number(span, text));
            default:
                return null;
        }
    }

    private static YamlScalar? Special(SourceSpan span, ReadOnlySpan<char> text) => text switch
    {
        ".nan" or ".NaN" or ".NAN" => new YamlScalar(span, ScalarKind.Float, "NaN", double.NaN),
        ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" =>
            new YamlScalar(span, ScalarKind.Float, "+Inf", double.PositiveInfinity),
        "-.inf" or "-.Inf" or "-.INF" => new YamlScalar(span, ScalarKind.Float, "-Inf", double.NegativeInfinity),
        _ => null,
    };

    private static YamlScalar? Number(SourceSpan span, ReadOnlySpan<char> text)
    {
        if (text.Contains('_'))
            text = text.ToString().Replace("_", "", StringComparison.Ordinal);
        return Integer(span, text) ?? (IsFloat(text) ? Float(span, text) : null);
    }

    private static YamlScalar? Integer(SourceSpan span, ReadOnlySpan<char> text)
    {
        var negative = text[0] == '-';
        var digits = text[0] is '+' or '-' ? text[1..] : text;
        var radix = 10;
        if (digits.Length > 1 && digits[0] == '0')
        {
            radix = (char)(digits[1] | 0x20) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 0 };
            digits = radix == 0 ? digits[1..] : digits[2..];
            radix = radix == 0 ? 8 : radix;
        }

        if (digits.IsEmpty || !TryParse(digits, radix, out var value))
            return null;

        // Only unsigned text may use the upper half of 64 bits; what does not fit is a float.
        var limit = negative ? 1UL << 63 : text[0] == '+' ? long.MaxValue : ulong.MaxValue;
        if (value > limit)
            return null;
        var number = negative ? -(double)value : value;
        var decimals = value.ToString(CultureInfo.InvariantCulture);
        return new YamlScalar(span, ScalarKind.Integer, negative && value != 0 ? "-" + decimals : decimals, value == 0 ? 0 : number);
    }

    private static bool TryParse(ReadOnlySpan<char> digits, int radix, out ulong value)
    {
        value = 0;
        foreach (var c in digits)
        {
            var digit = char.IsAsciiHexDigit(c) ? c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10 : int.MaxValue;
            if (digit >= radix)
                return false;
            var high = Math.BigMul(value, (ulong)radix, out var low);
            value = low + (ulong)digit;
            if (high != 0 || value < low)
                return false;
        }

        return true;
    }

    /// <summary>A sign, digits with at most one point among or before them, an exponent.</summary>
    private static bool IsFloat(ReadOnlySpan<char> text)
    {
        var i = text[0] is '+' or '-' ? 1 : 0;
        var whole = Digits(text, ref i);
        var fraction = 0;
        if (i < text.Length && text[i] == '.')
        {
            i++;
            fraction = Digits(text, ref i);
        }

        if (whole + fraction == 0)
            return false;
        if (i == text.Length)
            return true;
        if ((text[i] | 0x20) != 'e')
            return false;
        i++;
        if (i < text.Length && text[i] is '+' or '-')
            i++;
        return Digits(text, ref i) > 0 && i == text.Length;
    }

    private static int Digits(ReadOnlySpan<char> text, ref int i)
    {
        var start = i;
        while (i < text.Length && char.IsAsciiDigit(text[i]))
            i++;
        return i - start;
    }

    private static YamlScalar? Float(SourceSpan span, ReadOnlySpan<char> text)
    {
        var value = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsInfinity(value) ? null : new YamlScalar(span, ScalarKind.Float, GoText.Float(value), value);
    }
}
