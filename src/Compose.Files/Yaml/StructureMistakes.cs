using Compose.Files.Diagnostics;

namespace Compose.Files.Yaml;

/// <summary>Mistakes in how the tokens stand together: brackets, commas, colons, dashes and indentation.</summary>
internal static class StructureMistakes
{
    private const string NoContent = "did not find expected node content";

    public static Diagnostic? Explain(RefusedText refused)
    {
        if (refused.Says("block sequence entries are not allowed") || refused.Says("before sequence entry"))
        {
            var dash = refused.Says("before") ? refused.NextContent(refused.End) : refused.Start;
            return SyntaxMistakes.At(refused, dash, 1, "block sequence entries are not allowed in this context",
                "a list begins on a line of its own");
        }

        if (refused.Says("mapping keys are not allowed"))
        {
            return SyntaxMistakes.At(refused, refused.Start, 1, "mapping keys are not allowed in this context",
                "a mapping begins on a line of its own");
        }

        if (refused.Says("mapping values are not allowed") || refused.Says("invalid mapping"))
            return Colon(refused);
        if (refused.Says("expected ':'"))
            return KeyWithoutColon(refused, KeyBefore(refused));
        if (refused.Says("expected key"))
            return Key(refused);
        if (refused.Says("expected '-' indicator"))
        {
            return SyntaxMistakes.At(refused, refused.Start, refused.TokenLength(refused.Start), "did not find expected '-' indicator",
                "no item of the list before it", "every item of a list begins with a dash in the same column");
        }

        if (refused.Says("expected ',' or") || refused.Says("expected node content") || refused.Message.Length == 0)
            return Flow(refused) ?? Content(refused);
        return refused.Says("<document") ? AfterRoot(refused) : null;
    }

    private static Diagnostic Colon(RefusedText refused)
    {
        var token = refused.NextToken();
        var isLater = refused.LineStart(token) != refused.LineStart(refused.Start);
        if (isLater && IsKey(refused, token))
            return KeyWithoutColon(refused, token);
        return SyntaxMistakes.At(refused, refused.Start, 1, "mapping values are not allowed in this context",
            "this colon makes a key of what stands before it, and no key may stand here",
            isLater
                ? "the text goes on from the line before; if this is a key, indent it as the keys before it are"
                : "quote the value if the colon belongs to it");
    }

    /// <summary>The first of its line, in the column of a mapping that is open.</summary>
    private static bool IsKey(RefusedText refused, int token) =>
        refused.IsFirstOfLine(token)
        && refused.Open.Any(open => !open.IsFlow && !open.IsSequence && refused.Column(open.Start) == refused.Column(token));

    /// <summary>YamlDotNet misses the colon only at the next token, and may have taken the key for a value by then.</summary>
    private static int KeyBefore(RefusedText refused)
    {
        if (refused.NextContent(refused.ReadTo) < refused.Start)
            return refused.NextToken();
        var line = refused.LineStart(refused.ReadTo);
        return line < refused.LineStart(refused.Start) ? refused.NextContent(line) : refused.Start;
    }

    private static Diagnostic KeyWithoutColon(RefusedText refused, int key) =>
        SyntaxMistakes.At(refused, key, refused.LineEnd(key) - key, "could not find expected ':'", "a key without a colon",
            "write `key: value`, with a space after the colon");

    private static Diagnostic Key(RefusedText refused)
    {
        const string message = "did not find expected key";
        var at = refused.Start;
        if (!refused.IsFirstOfLine(at))
        {
            return SyntaxMistakes.At(refused, at, refused.TokenLength(at), message, "nothing may follow the value on its line",
                "quote the whole value if this is a part of it");
        }

        if (refused.At(at) == '-' && refused.IsBlank(at + 1))
            return SyntaxMistakes.At(refused, at, 1, message, "a list item among the keys of a mapping");
        if (IsKey(refused, at))
            return KeyWithoutColon(refused, at);
        var keys = refused.Open.Count > 0 ? refused.Column(refused.Open[^1].Start) : 0;
        return SyntaxMistakes.At(refused, at, refused.TokenLength(at), message, "indented differently from the keys before it",
            $"those begin in column {keys + 1}, this one in column {refused.Column(at) + 1}");
    }

    private static Diagnostic AfterRoot(RefusedText refused)
    {
        var at = Math.Min(refused.NextContent(refused.ReadTo), refused.Start);
        if (refused.At(at) == '%')
        {
            return SyntaxMistakes.At(refused, refused.NextContent(refused.LineEnd(at)), 1, "did not find expected <document start>",
                "a line with --- belongs before the document");
        }

        return SyntaxMistakes.At(refused, at, refused.TokenLength(at), "did not find expected <document start>",
            "this does not belong to what stands before it");
    }

    /// <summary>A mistake inside brackets.</summary>
    private static Diagnostic? Flow(RefusedText refused)
    {
        if (FlowBrackets.Innermost(refused) is not { } opened)
            return null;
        var message = $"did not find expected ',' or '{(refused.At(opened) == '[' ? ']' : '}')}'";
        var at = refused.NextContent(refused.Start);
        if (at >= refused.Text.Length || IsMarker(refused, at))
            return SyntaxMistakes.At(refused, opened, 1, message, "this bracket is never closed");
        if (refused.Says("expected node content"))
            return null;
        return refused.At(at) == ':' && (refused.Says("several lines") || refused.LineStart(refused.ReadTo) != refused.LineStart(at))
            ? SyntaxMistakes.At(refused, at, 1, message, "the key of this colon begins on an earlier line",
                refused.At(opened) == '{' ? "a comma may be missing there" : null)
            : SyntaxMistakes.At(refused, at, 1, message, "a comma or the closing bracket is missing before it", related: opened);
    }

    private static Diagnostic Content(RefusedText refused)
    {
        if (refused.IsBlank(refused.Start))
            return SyntaxMistakes.At(refused, refused.Start, 1, NoContent, "a value is missing here");
        var character = refused.At(refused.Start);
        return character is ']' or '}' or ','
            ? SyntaxMistakes.At(refused, refused.Start, 1, NoContent, "closes or separates nothing",
                "put the text in quotes if it belongs to it")
            : SyntaxMistakes.At(refused, refused.Start, 1, NoContent, $"{character} begins no plain text here", "put the text in quotes");
    }

    private static bool IsMarker(RefusedText refused, int at)
    {
        var rest = refused.Text.AsSpan(at);
        return refused.Column(at) == 0 && refused.IsBlank(at + 3) && (rest.StartsWith("---") || rest.StartsWith("..."));
    }
}
