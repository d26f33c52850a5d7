using System.Globalization;
using System.Text;

namespace Compose.Files.Text;

/// <summary>Values as Go prints them: Docker Compose's outputs, hashes and messages are made of these.</summary>
public static class GoText
{
    /// <summary>A float by %v: the shortest digits that read back the same, with an exponent below 1e-4 and from a million on.</summary>
    public static string Float(double value) => Format(value, value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>The same for a number that Go holds in 32 bits.</summary>
    public static string Float(float value) => Format(value, value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>A float as encoding/json writes it: an exponent only below 1e-6 and from 1e21 on.</summary>
    public static string JsonFloat(double value)
    {
        var (negative, digits, point) = Split(value.ToString("R", CultureInfo.InvariantCulture));
        var text = value != 0 && (Math.Abs(value) < 1e-6 || Math.Abs(value) >= 1e21)
            ? Exponential(digits, point - 1).Replace("e-0", "e-", StringComparison.Ordinal)
            : Plain(digits, point);
        return negative ? "-" + text : text;
    }

    /// <summary>A string by %q.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.EnumerateRunes())
            AppendQuoted(quoted, rune);
        return quoted.Append('"').ToString();
    }

    private static void AppendQuoted(StringBuilder quoted, Rune rune)
    {
        var escape = rune.Value switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\a' => "\\a",
            '\b' => "\\b",
            '\f' => "\\f",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\v' => "\\v",
            < 0x20 or 0x7F => $"\\x{rune.Value:x2}",
            _ => null,
        };
        if (escape is not null)
            quoted.Append(escape);
        else if (IsPrintable(rune))
            quoted.Append(rune.ToString());
        else
            quoted.Append(rune.Value < 0x10000 ? $"\\u{rune.Value:x4}" : $"\\U{rune.Value:x8}");
    }

    private static bool IsPrintable(Rune rune) =>
        rune.Value == ' '
            || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static string Format(double value, string shortest)
    {
        if (double.IsNaN(value))
            return "NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "+Inf" : "-Inf";
        var (negative, digits, point) = Split(shortest);
        var exponent = point - 1;
        var text = exponent is < -4 or >= 6 ? Exponential(digits, exponent) : Plain(digits, point);
        return negative ? "-" + text : text;
    }

    /// <summary>Sign, significant digits, and where the decimal point stands among them.</summary>
    private static (bool Negative, string Digits, int Point) Split(string text)
    {
        var negative = text[0] == '-';
        var e = text.IndexOf('E', StringComparison.Ordinal);
        var mantissa = (e < 0 ? text : text[..e])[(negative ? 1 : 0)..];
        var exponent = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var point = (dot < 0 ? mantissa.Length : dot) + exponent;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var zeros = digits.Length - digits.TrimStart('0').Length;
        digits = digits.Trim('0');
        return digits.Length == 0 ? (negative, "0", 1) : (negative, digits, point - zeros);
    }

    private static string Exponential(string digits, int exponent)
    {
        var sign = exponent < 0 ? '-' : '+';
        var power = Math.Abs(exponent).ToString("D2", CultureInfo.InvariantCulture);
        return digits.Length == 1 ? $"{digits}e{sign}{power}" : $"{digits[0]}.{digits[1..]}e{sign}{power}";
    }

    private static string Plain(string digits, int point) =>
        point <= 0 ? "0." + new string('0', -point) + digits
        : point >= digits.Length ? digits + new string('0', point - digits.Length)
        : $"{digits[..point]}.{digits[point..]}";
}
