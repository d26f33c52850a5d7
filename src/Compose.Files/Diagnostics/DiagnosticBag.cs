using System.Collections;

namespace Compose.Files.Diagnostics;

/// <summary>Collects the problems of a load in the order they were found; sorting is for whoever prints them.</summary>
public sealed class DiagnosticBag : IReadOnlyCollection<Diagnostic>
{
    private readonly List<Diagnostic> _found = [];
    private readonly HashSet<(DiagnosticCode Code, int Source, int Start, string Summary)> _seen = [];

    public int Count => _found.Count;
    public bool HasErrors { get; private set; }

    /// <summary>The same problem at the same place is said once, though a stage may see it on two ways.</summary>
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
