namespace Compose.Files.Schema;

/// <summary>
/// The patterns of the specification, without a regular expression engine. They are unanchored: something in the text must fit.
/// </summary>
public static class TextPatterns
{
    private static readonly string[] PullPolicies = ["always", "never", "build", "if_not_present", "missing", "refresh", "daily", "weekly"];

    public static bool HasContainerName(string text)
    {
        for (var i = 0; i + 1 < text.Length; i++)
            if (char.IsAsciiLetterOrDigit(text[i]) && (char.IsAsciiLetterOrDigit(text[i + 1]) || text[i + 1] is '_' or '.' or '-'))
                return true;
        return false;
    }

    public static bool HasPullPolicy(string text)
    {
        foreach (var policy in PullPolicies)
            if (text.Contains(policy, StringComparison.Ordinal))
                return true;
        for (var at = text.IndexOf("every_", StringComparison.Ordinal); at >= 0; at = text.IndexOf(
            "every_", at + 1, StringComparison.Ordinal))
            if (StartsWithPeriod(text.AsSpan(at + "every_".Length)))
                return true;
        return false;
    }

    private static bool StartsWithPeriod(ReadOnlySpan<char> text)
    {
        var digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
            digits++;
        return digits > 0 && digits < text.Length && text[digits] is 'w' or 'd' or 'h' or 'm' or 's';
    }

    public static bool IsResourceName(string text)
    {
        foreach (var c in text)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-'))
                return false;
        return text.Length > 0;
    }

    public static bool IsLowerCase(string text)
    {
        foreach (var c in text)
            if (!char.IsAsciiLetterLower(c))
                return false;
        return text.Length > 0;
    }
}
