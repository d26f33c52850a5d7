using Compose.Files.Text;

namespace Compose.Files.Yaml;

/// <summary>What YamlDotNet lets through and Docker Compose refuses.</summary>
internal static class MissedMistakes
{
    private const string CannotStart = "found character that cannot start any token";

    /// <summary>YamlDotNet takes a tab behind blanks for indentation.</summary>
    public static void CheckIndentation(string text, int start)
    {
        var before = text.AsSpan(0, start);
        var indentation = before[(before.LastIndexOfAny('\n', '\r') + 1)..];
        if (indentation.IndexOf('\t') is >= 0 and var tab && indentation[..tab].Trim(' ').IsEmpty)
            throw new RefusedException(CannotStart, before.Length - indentation.Length + tab);
    }

    /// <summary>YamlDotNet takes any character for the beginning of a word in braces.</summary>
    public static void CheckStart(string word, int start)
    {
        if (word is ['@' or '`' or '%' or '|' or '>', ..])
            throw new RefusedException(CannotStart, start);
    }

    /// <summary>YamlDotNet reads on without a comma between two entries in braces.</summary>
    public static void CheckComma(string text, int end, int start)
    {
        if (!text.AsSpan(end, Math.Max(0, start - end)).Contains(','))
            throw new RefusedException("did not find expected ',' or '}'", start);
    }

    /// <summary>YamlDotNet takes a text of several lines in brackets for a key.</summary>
    public static void CheckOneLine(string text, SourceSpan key)
    {
        if (text.AsSpan(key.Start, key.Length).ContainsAny('\n', '\r') && text.AsSpan(key.End).TrimStart(' ') is [':', ..])
            throw new RefusedException("did not find expected ',' or '}' after a key of several lines", key.End);
    }

    /// <summary>YamlDotNet takes the colon of a key for a part of the anchor.</summary>
    public static void CheckAnchor(string? anchor, SourceSpan span)
    {
        if (anchor is [.., ':'])
            throw new RefusedException("mapping keys are not allowed", span.End - 1);
    }
}
