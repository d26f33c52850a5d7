using Compose.Files.Diagnostics;

namespace Compose.Files.Yaml;

/// <summary>Mistakes inside quotes.</summary>
internal static class QuotedMistakes
{
    public static Diagnostic? Explain(RefusedText refused)
    {
        if (refused.Says("quoted scalar, found unexpected end of stream"))
        {
            var length = refused.LineEnd(refused.Start) - refused.Start;
            return SyntaxMistakes.At(refused, refused.Start, length, "found unexpected end of stream", "this quote is never closed",
                "a quote inside single quotes is doubled, inside double quotes it needs a backslash before it");
        }

        if (refused.Says("quoted scalar, found unexpected document indicator"))
        {
            return SyntaxMistakes.At(refused, refused.End, 3, "found unexpected document indicator",
                "a document ends here, and a quote is still open", related: refused.Start);
        }

        return refused.Says("scanning a quoted scalar") ? Escape(refused) : null;
    }

    private static Diagnostic? Escape(RefusedText refused)
    {
        var at = refused.At(refused.End) == '\\' ? refused.End : refused.Text.LastIndexOf('\\', Math.Max(0, refused.End - 1));
        var digits = refused.At(at + 1) switch { 'x' => 2, 'u' => 4, _ => 8 };
        if (refused.Says("unknown escape character"))
        {
            return SyntaxMistakes.At(refused, at, 2, "found unknown escape character", "not an escape of YAML",
                "double the backslash, or use single quotes");
        }

        if (refused.Says("hexadecimal number"))
        {
            return SyntaxMistakes.At(refused, at, 2, "did not find expected hexdecimal number",
                $"{digits} hexadecimal digits belong after it");
        }

        return SyntaxMistakes.At(refused, at, 2 + digits, "found invalid Unicode character escape code", "no such character");
    }
}
