using System.Globalization;

namespace Compose.Files.Yaml;

/// <summary>
/// Plain dates and times: YYYY-M-D, alone or followed by a time of day (after T with a zone, after a space without). The result is RFC
/// 3339.
/// </summary>
internal static class GoTimestamp
{
    public static string? TryFormat(ReadOnlySpan<char> text)
    {
        if (text.Length < 8 || text[4] != '-')
            return null;
        var i = 0;
        if (!Read(text, ref i, 4, 4, out var year) || !Skip(text, ref i, '-') || !Read(text, ref i, 1, 2, out var month)
            || !Skip(text, ref i, '-') || !Read(text, ref i, 1, 2, out var day))
            return null;
        if (month is < 1 or > 12 || day < 1 || day > DaysIn(year, month))
            return null;
        var date = string.Create(CultureInfo.InvariantCulture, $"{year:D4}-{month:D2}-{day:D2}");
        if (i == text.Length)
            return date + "T00:00:00Z";
        var zoned = text[i] is 'T' or 't';
        if (!zoned && text[i] != ' ')
            return null;
        i++;
        if (!zoned)
            while (i < text.Length && text[i] == ' ')
                i++;
        return Time(text, ref i) is not { } time ? null
            : !zoned ? i == text.Length ? $"{date}T{time}Z" : null
            : Zone(text, i) is { } zone ? $"{date}T{time}{zone}" : null;
    }

    private static int DaysIn(int year, int month) => DateTime.DaysInMonth(year == 0 ? 4 : year, month);

    private static string? Time(ReadOnlySpan<char> text, ref int i)
    {
        if (!Read(text, ref i, 1, 2, out var hour) || !Skip(text, ref i, ':') || !Read(text, ref i, 1, 2, out var minute)
            || !Skip(text, ref i, ':') || !Read(text, ref i, 1, 2, out var second))
            return null;
        if (hour > 23 || minute > 59 || second > 59)
            return null;
        var time = string.Create(CultureInfo.InvariantCulture, $"{hour:D2}:{minute:D2}:{second:D2}");
        if (i + 1 >= text.Length || text[i] is not ('.' or ',') || !char.IsAsciiDigit(text[i + 1]))
            return time;
        var start = ++i;
        while (i < text.Length && char.IsAsciiDigit(text[i]))
            i++;
        var fraction = text[start..Math.Min(i, start + 9)].TrimEnd('0');
        return fraction.IsEmpty ? time : $"{time}.{fraction}";
    }

    private static string? Zone(ReadOnlySpan<char> text, int i)
    {
        var zone = text[i..];
        if (zone is "Z")
            return "Z";
        if (zone.Length != 6 || zone[0] is not ('+' or '-') || zone[3] != ':')
            return null;
        var at = 1;
        if (!Read(zone, ref at, 2, 2, out var hour) || !Skip(zone, ref at, ':') || !Read(zone, ref at, 2, 2, out var minute) || hour > 24
            || minute > 60)
            return null;
        return hour == 0 && minute == 0 ? "Z" : zone.ToString();
    }

    private static bool Read(ReadOnlySpan<char> text, ref int i, int least, int most, out int value)
    {
        var start = i;
        value = 0;
        while (i < text.Length && i - start < most && char.IsAsciiDigit(text[i]))
            value = (value * 10) + text[i++] - '0';
        return i - start >= least;
    }

    private static bool Skip(ReadOnlySpan<char> text, ref int i, char c)
    {
        if (i >= text.Length || text[i] != c)
            return false;
        i++;
        return true;
    }
}
