using System.Buffers;
using System.Globalization;
using System.Text;

namespace Compose.Host.Terminals;

/// <summary>How many columns of a terminal a text takes: East Asian wide characters and emoji take two, combining marks none.</summary>
public static class DisplayWidth
{
    public static int Of(ReadOnlySpan<char> text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
            width += Of(rune);
        return width;
    }

    public static int Of(Rune rune)
    {
        var value = rune.Value;
        if (value < 0x300)
            return value < 0x20 || value is >= 0x7f and < 0xa0 ? 0 : 1;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
            return 0;
        return IsWide(value) ? 2 : 1;
    }

    /// <summary>The start of the text that fits into so many columns, with `…` when something was left out.</summary>
    public static string Fit(string text, int columns)
    {
        if (Of(text) <= columns)
            return text;
        return columns <= 0 ? "" : text[..StartLength(text, columns - 1)] + "…";
    }

    /// <summary>
    /// The start and the end of the text with `…` between them, when it does not fit: names of one project differ at the end.
    /// </summary>
    public static string FitEnds(string text, int columns)
    {
        if (Of(text) <= columns)
            return text;
        if (columns <= 0)
            return "";
        var start = StartLength(text, (columns - 1) / 3);
        var room = columns - 1 - Of(text.AsSpan(0, start));
        var end = text.Length;
        for (var rest = text.AsSpan(start); Rune.DecodeLastFromUtf16(rest, out var rune, out var length) == OperationStatus.Done
            && Of(rune) <= room; rest = rest[..^length])
            (room, end) = (room - Of(rune), end - length);
        return text[..start] + "…" + text[end..];
    }

    public static string PadRight(string text, int columns) => text + new string(' ', Math.Max(0, columns - Of(text)));

    /// <summary>How many characters at the start take at most so many columns.</summary>
    private static int StartLength(string text, int columns)
    {
        var (used, length) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (used + Of(rune) > columns)
                break;
            used += Of(rune);
            length += rune.Utf16SequenceLength;
        }

        return length;
    }

    private static bool IsWide(int value) => value is
        (>= 0x1100 and <= 0x115f) or (>= 0x2e80 and <= 0x303e) or (>= 0x3041 and <= 0x33ff) or (>= 0x3400 and <= 0x4dbf)
            or (>= 0x4e00 and <= 0x9fff)
        or (>= 0xa000 and <= 0xa4cf) or (>= 0xac00 and <= 0xd7a3) or (>= 0xf900 and <= 0xfaff) or (>= 0xfe30 and <= 0xfe6f)
        or (>= 0xff00 and <= 0xff60)
        or (>= 0xffe0 and <= 0xffe6) or (>= 0x1f300 and <= 0x1f64f) or (>= 0x1f680 and <= 0x1f6ff) or (>= 0x1f900 and <= 0x1f9ff)
        or (>= 0x20000 and <= 0x3fffd);
}
