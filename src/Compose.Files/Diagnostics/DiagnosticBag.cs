using System.Collections;

namespace Compose.Files.Diagnostics;

/// <summary>The diagnostics of a load, in the order of discovery. The renderer sorts them.</summary>
public sealed class DiagnosticBag : IReadOnlyCollection<Diagnostic>
{
    private readonly List<Diagnostic> _found = [];
    private readonly HashSet<(DiagnosticCode Code, int Source, int Start, string Summary)> _seen = [];

    public int Count => _found.Count;
    public bool HasErrors { get; private set; }

    /// <summary>Two stages may find the same problem; it is kept once.</summary>
    public void Add(Diagnostic diagnostic)
    {
        var span = diagnostic.Primary?.Span ?? default;
        if (!_seen.Add((diagnostic.Code, span.Source, span.Start, diagnostic.Summary)))
            return;
        _found.Add(diagnostic);
        HasErrors |= diagnostic.Severity == Severity.Error;
    }

    public void AddRange(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
            Add(diagnostic);
    }

    public IEnumerator<Diagnostic> GetEnumerator() => _found.GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
