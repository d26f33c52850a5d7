using Compose.Files.Diagnostics;

namespace Compose.Files.Yaml;

/// <summary>Mistakes in a single token: tabs, indicators, anchors, tags, the heads of block scalars.</summary>
internal static class TokenMistakes
{
    private const string CannotStart = "found character that cannot start any token";

    public static Diagnostic? Explain(RefusedText refused)
    {
        if (refused.Says("tab character that violate"))
        {
            return SyntaxMistakes.At(refused, refused.End, 1, "found a tab character that violates indentation",
                "a tab cannot indent a line", "indent with spaces");
        }

        if (refused.Says("invalid tab as indentation"))
            return Tab(refused, refused.LineStart(refused.Stop));
        if (refused.Says("cannot start any token"))
            return Start(refused);
        if (refused.Says("scanning an anchor or alias"))
        {
            return SyntaxMistakes.At(refused, refused.Start, 1, "did not find expected alphabetic or numeric character",
                "a name belongs after this character",
                "quote the value if it is meant to begin with it");
        }

        if (refused.Says("undefined tag handle"))
        {
            var tag = refused.Text[refused.Start..refused.End];
            return SyntaxMistakes.At(refused, refused.Start, tag.Length, "found undefined tag handle",
                $"no %TAG line defines {tag[..(tag.IndexOf('!', 1) + 1)]}");
        }

        if (refused.Says("scanning a tag") || refused.Says("end of tag"))
        {
            return SyntaxMistakes.At(refused, refused.Start, refused.TokenLength(refused.Start),
                "did not find expected whitespace or line break", "a blank belongs after a tag");
        }

        return refused.Says("scanning a block scalar") ? BlockHead(refused) : null;
    }

    public static Diagnostic Tab(RefusedText refused, int line) =>
        SyntaxMistakes.At(refused, refused.Text.IndexOf('\t', line), 1, CannotStart, "a tab cannot indent a line", "indent with spaces");

    private static Diagnostic Start(RefusedText refused)
    {
        var line = refused.LineStart(refused.Start);
        var indentation = refused.Text.AsSpan(line, refused.Start - line);
        return refused.At(refused.Start) == '\t' || (indentation.Trim(" \t").IsEmpty && indentation.Contains('\t'))
            ? Tab(refused, line)
            : SyntaxMistakes.At(refused, refused.Start, 1, CannotStart, $"no plain text begins with {refused.At(refused.Start)}",
                "put the text in quotes");
    }

    private static Diagnostic BlockHead(RefusedText refused)
    {
        var isZero = refused.Says("equal to 0");
        return SyntaxMistakes.At(refused, refused.End, isZero ? 1 : refused.TokenLength(refused.End),
            isZero ? "found an indentation indicator equal to 0" : "did not find expected comment or line break",
            isZero ? "after | or > stand at most one digit from 1 to 9 and one of + and -" : "the text begins on the next line");
    }
}
