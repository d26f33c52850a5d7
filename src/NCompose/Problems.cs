using Compose.Files.Diagnostics;
using Compose.Files.Text;

namespace NCompose;

/// <summary>From the diagnostics of a load to the public values.</summary>
internal static class Problems
{
    public static IReadOnlyList<ComposeDiagnostic> Of(IEnumerable<Diagnostic> problems, SourceSet sources) =>
    [
        .. problems.OrderBy(problem => problem.Primary?.Span.Source ?? 0).ThenBy(problem => problem.Primary?.Span.Start ?? 0)
            .Select(problem => Of(problem, sources)),
    ];

    private static ComposeDiagnostic Of(Diagnostic problem, SourceSet sources)
    {
        var found = new ComposeDiagnostic
        {
            Severity = problem.Severity switch
            {
                Severity.Error => ComposeSeverity.Error,
                Severity.Warning => ComposeSeverity.Warning,
                _ => ComposeSeverity.Note,
            },
            Code = problem.Code.Text(),
            Message = problem.Summary,
            Help = problem.Help,
        };
        if (problem.Primary is not { } label || !sources.TryGet(label.Span, out var source))
            return found;
        var (start, end) = (source.Lines.Position(label.Span.Start), source.Lines.Position(label.Span.End));
        return found with { File = source.Path, Line = start.Line, Column = start.Column, EndLine = end.Line, EndColumn = end.Column };
    }
}
