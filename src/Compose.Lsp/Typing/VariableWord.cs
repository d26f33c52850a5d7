namespace Compose.Lsp.Typing;

/// <summary>The name of a variable that is being typed: `${NAM` or `$NAM`.</summary>
internal readonly record struct VariableWord(int Start, int End, bool HasBrace, bool IsClosed)
{
    public static VariableWord? Find(string text, int offset)
    {
        var start = offset;
        while (start > 0 && IsOfName(text[start - 1]))
            start--;
        var end = offset;
        while (end < text.Length && IsOfName(text[end]))
            end++;
        var isClosed = end < text.Length && text[end] is '}' or ':' or '-' or '?' or '+';
        if (start >= 2 && text[start - 1] == '{' && text[start - 2] == '$' && !IsEscaped(text, start - 2))
            return new VariableWord(start, end, true, isClosed);
        return start >= 1 && text[start - 1] == '$' && !IsEscaped(text, start - 1) ? new VariableWord(start, end, false, true) : null;
    }

    /// <summary>`$$` stands for a dollar.</summary>
    private static bool IsEscaped(string text, int dollar)
    {
        var count = 0;
        while (dollar > count && text[dollar - 1 - count] == '$')
            count++;
        return count % 2 == 1;
    }

    private static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
