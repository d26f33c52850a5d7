using System.Buffers;
using System.Text;

namespace Compose.Host.Terminals;

/// <summary>
/// Texts for a screen without what would do something to it. Names of images, labels, processes, messages of the engine and outputs of
/// probes are written by others: an escape sequence in them could clear the screen, set the title or pretend to be a question.
/// </summary>
public static class TerminalText
{
    private const char Escape = '\e';

    /// <summary>The colours of our styles, after the escape and the bracket.</summary>
    private static readonly string[] Colors = ["0m", "1m", "2m", "31m", "32m", "33m", "34m", "36m", "1;31m", "1;33m"];

    /// <summary>
    /// Controls of ASCII but for tab and line feed, DEL, controls of Latin-1, and what changes the direction of the text.
    /// </summary>
    private static readonly SearchValues<char> Controls = SearchValues.Create(
    [
        .. Range(0x00, 0x08), .. Range(0x0b, 0x1f), .. Range(0x7f, 0x9f), .. Range(0x202a, 0x202e), .. Range(0x2066, 0x2069),
    ]);

    /// <param name="text">What is to be shown.</param>
    /// <param name="isStyled">It has colours of ours: these stay.</param>
    public static string Clean(string text, bool isStyled = false)
    {
        if (!text.AsSpan().ContainsAny(Controls))
            return text;
        var clean = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        while (rest.IndexOfAny(Controls) is var at and >= 0)
        {
            clean.Append(rest[..at]);
            if (isStyled && rest[at] == Escape && ColorAt(rest[(at + 1)..]))
                clean.Append(Escape);
            rest = rest[(at + 1)..];
        }

        return clean.Append(rest).ToString();
    }

    private static bool ColorAt(ReadOnlySpan<char> text)
    {
        foreach (var color in Colors)
            if (text.Length > color.Length && text[0] == '[' && text[1..].StartsWith(color, StringComparison.Ordinal))
                return true;
        return false;
    }

    private static IEnumerable<char> Range(int first, int last) => Enumerable.Range(first, last - first + 1).Select(code => (char)code);
}
