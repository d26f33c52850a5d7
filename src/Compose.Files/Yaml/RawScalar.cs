using Compose.Files.Text;

namespace Compose.Files.Yaml;

/// <summary>A scalar before its type is known.</summary>
internal readonly record struct RawScalar(SourceSpan Span, string Text, bool IsPlain)
{
    /// <summary>The end of the last line of a block scalar that is not blank.</summary>
    public static int EndOfBlock(string source, int start, int end)
    {
        var text = source.AsSpan(start, end - start);
        var content = text.TrimEnd(" \t\r\n").Length;
        var rest = text[content..].IndexOfAny('\r', '\n');
        return rest < 0 ? end : start + content + rest;
    }
}
