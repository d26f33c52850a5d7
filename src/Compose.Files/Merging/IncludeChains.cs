using Compose.Files.Diagnostics;
using Compose.Files.Text;

namespace Compose.Files.Merging;

/// <summary>Tells of every problem in an included or extended file how that file came in.</summary>
internal static class IncludeChains
{
    public static DiagnosticBag Complete(DiagnosticBag diagnostics, IReadOnlyDictionary<int, Label> origins)
    {
        if (origins.Count == 0)
            return diagnostics;
        var complete = new DiagnosticBag();
        foreach (var diagnostic in diagnostics)
            complete.Add(diagnostic.Primary is { } primary && origins.ContainsKey(primary.Span.Source)
                ? WithChain(diagnostic, primary.Span, origins) : diagnostic);
        return complete;
    }

    private static Diagnostic WithChain(Diagnostic diagnostic, SourceSpan span, IReadOnlyDictionary<int, Label> origins)
    {
        var related = diagnostic.Related.ToBuilder();
        var seen = new HashSet<int>();
        while (origins.TryGetValue(span.Source, out var origin) && seen.Add(span.Source))
        {
            related.Add(origin);
            span = origin.Span;
        }

        return diagnostic with { Related = related.ToImmutable() };
    }
}
