using System.Buffers;
using Compose.Files.Text;

namespace Compose.Files.Diagnostics;

/// <summary>Quotes of a word processor are letters for YAML; an error about a value with one says so.</summary>
internal static class QuoteHelp
{
    private static readonly SearchValues<char> Curly = SearchValues.Create("\u2018\u2019\u201c\u201d");

    public static DiagnosticBag Add(DiagnosticBag diagnostics, SourceSet sources)
    {
        if (!diagnostics.HasErrors)
            return diagnostics;
        var complete = new DiagnosticBag();
        foreach (var diagnostic in diagnostics)
            complete.Add(CurlyQuote(diagnostic, sources) is { } quote
                ? diagnostic with { Help = $"{quote} is no quote for YAML: write \" or \'" } : diagnostic);
        return complete;
    }

    private static char? CurlyQuote(Diagnostic diagnostic, SourceSet sources)
    {
        if (diagnostic.Severity != Severity.Error || diagnostic.Primary is not { } primary || !sources.TryGet(primary.Span, out var source))
            return null;
        var start = Math.Clamp(primary.Span.Start, 0, source.Text.Length);
        var marked = source.Text.AsSpan(start, Math.Clamp(primary.Span.Length, 0, source.Text.Length - start));
        return marked.IndexOfAny(Curly) is >= 0 and var at ? marked[at] : null;
    }
}
