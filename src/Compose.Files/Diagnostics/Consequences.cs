namespace Compose.Files.Diagnostics;

/// <summary>Of several errors with one cause the one that names it is kept.</summary>
internal static class Consequences
{

    public static DiagnosticBag Remove(DiagnosticBag diagnostics)
    {
        if (!diagnostics.HasErrors)
            return diagnostics;
        var missingKeyMessage = diagnostics.Where(diagnostic => diagnostic.Code == DiagnosticCode.ItemWithoutMergeKey).Select(diagnostic =>
            diagnostic.Path).ToHashSet();
        var seen = new HashSet<(DiagnosticCode, int, int, string, string?)>();
        var kept = new DiagnosticBag();
        foreach (var diagnostic in diagnostics)
            if (!(diagnostic.Code.IsAboutForm() && missingKeyMessage.Contains(diagnostic.Path)) && seen.Add(Identity(diagnostic)))
                kept.Add(diagnostic);
        return kept;
    }

    /// <summary>
    /// A value that an anchor, an include or `extends` brings to several places is wrong once: at the place where it is written.
    /// </summary>
    private static (DiagnosticCode, int, int, string, string?) Identity(Diagnostic diagnostic)
    {
        var span = diagnostic.Primary?.Span ?? default;
        var isShape = diagnostic.Code.IsAboutForm() && !span.IsNone && diagnostic.Path is not null;
        var summary = isShape ? diagnostic.Summary.Replace(diagnostic.Path!.ToString(), "", StringComparison.Ordinal) : diagnostic.Summary;
        return (diagnostic.Code, span.Source, span.Start, summary, isShape ? diagnostic.Primary!.Text : null);
    }
}
