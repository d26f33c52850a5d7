using Compose.Files.Diagnostics;
using Compose.Files.Text;

namespace Compose.Files.Checks;

/// <summary>
/// Loading continues after an error, so that one run reports all mistakes. A later diagnostic about the same place is a consequence and is
/// dropped.
/// </summary>
internal static class CascadeFilter
{
    /// <summary>Adds what a later stage found, unless it is about a place that an earlier stage has an error at.</summary>
    public static void Add(DiagnosticBag diagnostics, DiagnosticBag later)
    {
        if (!diagnostics.HasErrors)
        {
            diagnostics.AddRange(later);
            return;
        }

        Diagnostic[] earlier = [.. diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error)];
        foreach (var diagnostic in later)
            if (!Array.Exists(earlier, cause => IsConsequence(diagnostic, cause)))
                diagnostics.Add(diagnostic);
    }

    private static bool IsConsequence(Diagnostic diagnostic, Diagnostic cause)
    {
        if (diagnostic.Primary is not { } place)
            return true;
        if (cause.Primary is { } primary && Overlap(place.Span, primary.Span))
            return true;

        // An error that something is missing from a mapping is a consequence of an error in that mapping.
        return diagnostic.Path is { } whole && cause.Path?.IsWithin(whole) == true;
    }

    private static bool Overlap(SourceSpan a, SourceSpan b) =>
        a.Source == b.Source && a.Start < Math.Max(b.End, b.Start + 1) && b.Start < Math.Max(a.End, a.Start + 1);
}
