using Compose.Files.Text;

namespace Compose.Files.Yaml;

/// <summary>
/// What is known when a text is refused: the message, the place of it, where YamlDotNet stopped, and how far the nodes had come. All places
/// are offsets of the source.
/// </summary>
internal sealed record RefusedText(SourceText Source, string Message, int Start, int End, int Stop, int ReadTo,
    IReadOnlyList<OpenCollection> Open)
{
    public string Text => Source.Text;

    public bool Says(string part) => Message.Contains(part, StringComparison.OrdinalIgnoreCase);

    public char At(int offset) => offset >= 0 && offset < Text.Length ? Text[offset] : '\0';

    /// <summary>White space, a line break or the end.</summary>
    public bool IsBlank(int offset) => At(offset) is ' ' or '\t' or '\n' or '\r' or '\0';

    public int LineStart(int offset) => Text.AsSpan(0, Math.Min(offset, Text.Length)).LastIndexOfAny('\n', '\r') + 1;

    public int LineEnd(int offset)
    {
        var length = Text.AsSpan(Math.Min(offset, Text.Length)).IndexOfAny('\n', '\r');
        return length < 0 ? Text.Length : offset + length;
    }

    public int Column(int offset) => offset - LineStart(offset) - (LineStart(offset) == 0 && Text.StartsWith('\uFEFF') ? 1 : 0);

    public bool IsFirstOfLine(int offset) => Text.AsSpan(LineStart(offset), offset - LineStart(offset)).Trim(" \t\uFEFF").IsEmpty;

    public bool IsBlankLine(int offset) => Text.AsSpan(LineStart(offset), LineEnd(offset) - LineStart(offset)).Trim(" \t").IsEmpty;

    public int TokenLength(int offset)
    {
        var end = offset;
        while (!IsBlank(end))
            end++;
        return Math.Max(1, end - offset);
    }

    /// <summary>Where the token begins that comes after the nodes, beyond the indicators before it.</summary>
    public int NextToken()
    {
        var at = NextContent(ReadTo);
        while (At(at) is ':' or '-' or '?' && IsBlank(at + 1) && at < Text.Length)
            at = NextContent(at + 1);
        return at;
    }

    /// <summary>The first character from here on that is neither blank nor part of a comment.</summary>
    public int NextContent(int offset)
    {
        while (offset < Text.Length && (IsBlank(offset) || Text[offset] == '#'))
            offset = Text[offset] == '#' ? LineEnd(offset) : offset + 1;
        return Math.Min(offset, Text.Length);
    }
}
