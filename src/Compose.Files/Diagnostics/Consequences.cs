namespace Compose.Files.Diagnostics;

/// <summary>Of several errors with one cause the one that names it is kept.</summary>
internal static class Consequences
{
    private const string Keyless = "NC0404";

    public static DiagnosticBag Remove(DiagnosticBag diagnostics)
    {
        if (!diagnostics.HasErrors)
            return diagnostics;
        var keyless = diagnostics.Where(diagnostic => diagnostic.Code == Keyless).Select(diagnostic => diagnostic.Path).ToHashSet();
        var seen = new HashSet<(string, int, int, string, string?)>();
        var kept = new DiagnosticBag();
        foreach (var diagnostic in diagnostics)
            if (!(IsShape(diagnostic) && keyless.Contains(diagnostic.Path)) && seen.Add(Identity(diagnostic)))
                kept.Add(diagnostic);
        return kept;
    }

    /// <summary>A value that an anchor, an include or `extends` brings to several places is wrong once: at the place where it is written.</summary>
    private static (string, int, int, string, string?) Identity(Diagnostic diagnostic)
    {
        var span = diagnostic.Primary?.Span ?? default;
        var isShape = IsShape(diagnostic) && !span.IsNone && diagnostic.Path is { Length: > 0 };
        var summary = isShape ? diagnostic.Summary.Replace(diagnostic.Path!, "", StringComparison.Ordinal) : diagnostic.Summary;
        return (diagnostic.Code, span.Source, span.Start, summary, isShape ? diagnostic.Primary!.Text : null);
    }

    private static bool IsShape(Diagnostic diagnostic) =>
        diagnostic.Code.StartsWith("NC03", StringComparison.Ordinal) || diagnostic.Code.StartsWith("NC05", StringComparison.Ordinal);
}
