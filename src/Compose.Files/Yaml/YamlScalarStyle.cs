using System.Text;

namespace Compose.Files.Yaml;

/// <summary>
/// How a string is written: plain where nothing speaks against it, and the reasons against it in the order of the reference implementation.
/// </summary>
internal readonly record struct YamlScalarStyle(YamlQuote Quote, bool IsMultiline, int Utf8Length)
{
    public static YamlScalarStyle Choose(string text, bool isKey, Dialect dialect)
    {
        var facts = Analyze(text);
        var length = isKey ? Encoding.UTF8.GetByteCount(text) : 0;
        return new YamlScalarStyle(Decide(text, facts, isKey, dialect), (facts & Facts.Breaks) != 0, length);
    }

    [Flags]
    private enum Facts
    {
        None = 0,
        Breaks = 1,
        NotPlain = 2,
        NotSingle = 4,
        NotBlock = 8,
    }

    private static YamlQuote Decide(string text, Facts facts, bool isKey, Dialect dialect)
    {
        // Readers of YAML 1.1 take these for line breaks and fold them: only escapes come back as they were.
        if (dialect == Dialect.V5 && text.AsSpan().IndexOfAny('\u0085', '\u2028', '\u2029') >= 0)
            return YamlQuote.Double;
        if (text.Contains('\n'))
            return isKey || (facts & Facts.NotBlock) != 0 ? YamlQuote.Double : YamlQuote.Literal;
        if (MeansSomethingElse(text, dialect) || (isKey && (facts & Facts.Breaks) != 0))
            return YamlQuote.Double;
        return (facts & Facts.NotPlain) == 0 ? YamlQuote.None : (facts & Facts.NotSingle) == 0 ? YamlQuote.Single : YamlQuote.Double;
    }

    /// <summary>Plain, it would be read as something other than a string, now or by readers of YAML 1.1.</summary>
    private static bool MeansSomethingElse(string text, Dialect dialect) =>
        (ScalarResolver.MayBeOther(text) && ScalarResolver.Resolve(default, text, timestamps: true) is not null)
        || IsBase60(text) || IsOldBoolean(text) || (dialect == Dialect.V5 && text == "<<");

    private static bool IsOldBoolean(string text) =>
        text is "y" or "Y" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" or "n" or "N" or "no" or "No" or "NO" or "off"
            or "Off" or "OFF";

    /// <summary>Digits, then groups of one or two digits below 60 after colons, then perhaps a fraction: 190:20:30.15.</summary>
    private static bool IsBase60(string text)
    {
        if (text.Length < 3 || !(char.IsAsciiDigit(text[0]) || text[0] is '+' or '-') || !text.Contains(':'))
            return false;
        var i = text[0] is '+' or '-' ? 1 : 0;
        if (i == text.Length || !char.IsAsciiDigit(text[i]))
            return false;
        while (i < text.Length && (char.IsAsciiDigit(text[i]) || text[i] == '_'))
            i++;
        var groups = 0;
        for (; i + 1 < text.Length && text[i] == ':' && char.IsAsciiDigit(text[i + 1]); groups++)
            i += text[i + 1] <= '5' && i + 2 < text.Length && char.IsAsciiDigit(text[i + 2]) ? 3 : 2;
        if (i < text.Length && text[i] == '.')
            for (i++; i < text.Length && (char.IsAsciiDigit(text[i]) || text[i] == '_');)
                i++;
        return groups > 0 && i == text.Length;
    }

    private static Facts Analyze(string text)
    {
        if (text.Length == 0)
            return Facts.None;
        var facts = text.StartsWith("---", StringComparison.Ordinal) || text.StartsWith("...", StringComparison.Ordinal) ? Facts.NotPlain
            : Facts.None;
        if (text[0] is ' ' || text[^1] is ' ' || IsBreak(text[0]) || IsBreak(text[^1]))
            facts |= Facts.NotPlain;
        if (text[^1] is ' ')
            facts |= Facts.NotBlock;
        for (var i = 0; i < text.Length; i++)
            facts |= At(text, i);
        return facts;
    }

    /// <summary>What the character at a place says about the styles.</summary>
    private static Facts At(string text, int i)
    {
        var c = text[i];
        if (char.IsAsciiLetterOrDigit(c))
            return Facts.None;
        var spaceAfter = i + 1 >= text.Length || text[i + 1] is ' ' or '\t';
        switch (c)
        {
            case ' ':
                return i > 0 && IsBreak(text[i - 1]) ? Facts.NotPlain | Facts.NotSingle : Facts.None;
            case '\t':
                return Facts.NotPlain | Facts.NotSingle;
            case '\n' or '\u2028' or '\u2029':
                return Facts.Breaks | Facts.NotPlain | (i > 0 && text[i - 1] == ' ' ? Facts.NotSingle | Facts.NotBlock : Facts.None);
            case '\r' or '\u0085':
                return Facts.Breaks | Facts.NotPlain | Facts.NotSingle | Facts.NotBlock;
            case ',' or '[' or ']' or '{' or '}' or '&' or '*' or '!' or '|' or '>' or '\'' or '"' or '%' or '@' or '`':
                return i == 0 ? Facts.NotPlain : Facts.None;
            case '#':
                return i == 0 || text[i - 1] is ' ' or '\t' || IsBreak(text[i - 1]) ? Facts.NotPlain : Facts.None;
            case ':':
                return spaceAfter ? Facts.NotPlain : Facts.None;
            case '?' or '-':
                return i == 0 && spaceAfter ? Facts.NotPlain : Facts.None;
            default:
                return IsPrintable(c) ? Facts.None : Facts.NotPlain | Facts.NotSingle | Facts.NotBlock;
        }
    }

    private static bool IsBreak(char c) => c is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';

    /// <summary>Characters beyond the basic plane do not count as printable, nor does a byte order mark.</summary>
    public static bool IsPrintable(char c) =>
        c is '\n' or (>= ' ' and <= '~') or (>= '\u00a0' and <= '\ud7ff') or (>= '\ue000' and <= '\ufffd' and not '\ufeff');
}
