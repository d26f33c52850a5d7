using System.Globalization;
using System.Text;

namespace Compose.Files.Values;

/// <summary>
/// Durations as the compose file writes them (<c>1m30s</c>, <c>1.5d</c>, <c>2w</c>), in nanoseconds, and as Docker Compose prints them:
/// hours, minutes and seconds, with the small units only below a second.
/// </summary>
public static class GoDuration
{
    private const long Microsecond = 1_000;
    private const long Millisecond = 1_000_000;
    private const long Second = 1_000_000_000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;

    public static bool TryParse(string text, out long nanoseconds, out string problem)
    {
        nanoseconds = 0;
        problem = "";
        var rest = text.AsSpan();
        var negative = false;
        if (rest.Length > 0 && rest[0] is '-' or '+')
        {
            negative = rest[0] == '-';
            rest = rest[1..];
        }

        if (rest is "0")
            return true;
        if (rest.IsEmpty)
            return Fail($"time: invalid duration \"{text}\"", out problem);
        ulong total = 0;
        while (!rest.IsEmpty)
        {
            if (!TryReadPart(ref rest, text, out var part, out problem))
                return false;
            total += part;
            if (total > 1UL << 63)
                return Fail($"time: invalid duration \"{text}\"", out problem);
        }

        if (!negative && total > long.MaxValue)
            return Fail($"time: invalid duration \"{text}\"", out problem);
        nanoseconds = negative ? unchecked(-(long)total) : (long)total;
        return true;
    }

    public static string Format(long nanoseconds)
    {
        if (nanoseconds == 0)
            return "0s";
        var negative = nanoseconds < 0;
        var value = negative ? unchecked((ulong)-nanoseconds) : (ulong)nanoseconds;
        var text = new StringBuilder(24);
        if (negative)
            text.Append('-');
        if (value < Second)
            AppendSmall(text, value);
        else
            AppendLarge(text, value);
        return text.ToString();
    }

    /// <summary>A duration in the precision that .NET has: 100 ns.</summary>
    public static TimeSpan ToTimeSpan(long nanoseconds) => TimeSpan.FromTicks(nanoseconds / 100);

    private static bool TryReadPart(ref ReadOnlySpan<char> rest, string whole, out ulong part, out string problem)
    {
        part = 0;
        var digits = 0;
        while (digits < rest.Length && char.IsAsciiDigit(rest[digits]))
            digits++;
        var end = digits;
        if (end < rest.Length && rest[end] == '.')
        {
            end++;
            while (end < rest.Length && char.IsAsciiDigit(rest[end]))
                end++;
        }

        if (end == 0 || (end == 1 && digits == 0))
            return Fail($"time: invalid duration \"{whole}\"", out problem);
        var number = rest[..end];
        rest = rest[end..];
        var length = 0;
        while (length < rest.Length && rest[length] != '.' && !char.IsAsciiDigit(rest[length]))
            length++;
        if (length == 0)
            return Fail($"time: missing unit in duration \"{whole}\"", out problem);
        var unit = UnitOf(rest[..length]);
        if (unit == 0)
            return Fail($"time: unknown unit \"{rest[..length]}\" in duration \"{whole}\"", out problem);
        rest = rest[length..];
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            || amount > (1UL << 63) / (decimal)unit)
            return Fail($"time: invalid duration \"{whole}\"", out problem);
        part = (ulong)(amount * unit);
        problem = "";
        return true;
    }

    private static long UnitOf(ReadOnlySpan<char> unit) => unit switch
    {
        "ns" => 1,
        "us" or "µs" or "μs" => Microsecond,
        "ms" => Millisecond,
        "s" => Second,
        "m" => Minute,
        "h" => Hour,
        "d" => 24 * Hour,
        "w" => 7 * 24 * Hour,
        _ => 0,
    };

    private static void AppendSmall(StringBuilder text, ulong value)
    {
        switch (value)
        {
            case < Microsecond:
                text.Append(CultureInfo.InvariantCulture, $"{value}ns");
                break;
            case < Millisecond:
                AppendFraction(text, value, Microsecond).Append("µs");
                break;
            default:
                AppendFraction(text, value, Millisecond).Append("ms");
                break;
        }
    }

    private static void AppendLarge(StringBuilder text, ulong value)
    {
        var hours = value / Hour;
        var minutes = value / Minute % 60;
        if (hours > 0)
            text.Append(CultureInfo.InvariantCulture, $"{hours}h");
        if (hours > 0 || minutes > 0)
            text.Append(CultureInfo.InvariantCulture, $"{minutes}m");
        AppendFraction(text, value % Minute, Second).Append('s');
    }

    private static StringBuilder AppendFraction(StringBuilder text, ulong value, long unit)
    {
        text.Append(CultureInfo.InvariantCulture, $"{value / (ulong)unit}");
        var fraction = value % (ulong)unit;
        if (fraction == 0)
            return text;
        var width = unit switch { Microsecond => 3, Millisecond => 6, _ => 9 };
        return text.Append('.').Append(fraction.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0').TrimEnd('0'));
    }

    private static bool Fail(string message, out string problem)
    {
        problem = message;
        return false;
    }
}
