namespace Compose.Files.Interpolation;

/// <summary>
/// Strings with variables: <c>$NAME</c>, <c>${NAME}</c>, <c>${NAME:-default}</c> and the like with <c>-</c>, <c>?</c>, <c>+</c>; <c>$$</c>
/// is a dollar sign, and so is one that nothing of this follows.
/// </summary>
public static class Template
{
    /// <summary>How the hashes of bcrypt, crypt, htpasswd, argon2 and scrypt begin.</summary>
    private static readonly string[] HashMarks = ["$2a$", "$2b$", "$2x$", "$2y$", "$1$", "$5$", "$6$", "$7$", "$y$", "$apr1$", "$argon2",
        "$scrypt$"];

    public static TemplateResult Evaluate(string text, TemplateScope scope) =>
        text.Contains('$') ? new TemplateEvaluation(text, scope).Run() : new TemplateResult(text, null);

    /// <summary>
    /// Whether the string holds something like a password hash ($2a$10$…, $apr1$…), whose dollar signs were hardly meant for variables.
    /// </summary>
    public static bool LooksLikeHash(string text)
    {
        if (!text.Contains('$'))
            return false;
        foreach (var mark in HashMarks)
            if (text.Contains(mark, StringComparison.Ordinal))
                return true;
        return false;
    }

    /// <summary>The same string with every dollar sign doubled, so that it evaluates to itself.</summary>
    public static string Escape(string text) => text.Replace("$", "$$", StringComparison.Ordinal);

    /// <summary>All variables of a string, those inside defaults too, as often as they occur.</summary>
    public static IEnumerable<TemplateVariable> Variables(string text) =>
        text.Contains('$') ? new TemplateVariables(text).Find() : [];

    internal static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_';

    internal static int NameEnd(string text, int from, int end)
    {
        while (from < end && (IsNameStart(text[from]) || char.IsAsciiDigit(text[from])))
            from++;
        return from;
    }

    /// <summary>The brace that closes the one at <paramref name="open"/>; where braces do not balance, the last one of the line.</summary>
    internal static int Closing(string text, int open, int end, int lastBrace)
    {
        var depth = 0;
        for (var i = open; i < end; i++)
        {
            if (text[i] == '{')
                depth++;
            else if (text[i] == '}' && --depth == 0)
                return i;
        }

        return lastBrace > open ? lastBrace : -1;
    }

    /// <summary>The last closing brace of the line, else of the rest.</summary>
    internal static int LastBrace(string text, int from, int end)
    {
        var rest = text.AsSpan(from, end - from);
        var line = rest.IndexOf('\n');
        var found = line < 0 ? -1 : rest[..line].LastIndexOf('}');
        if (found < 0)
            found = rest.LastIndexOf('}');
        return found < 0 ? -1 : from + found;
    }
}
