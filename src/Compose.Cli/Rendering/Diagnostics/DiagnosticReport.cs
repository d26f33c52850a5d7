using System.Collections.Immutable;
using Compose.Cli.CommandLine;
using Compose.Cli.Terminals;
using Compose.Files.Diagnostics;
using Compose.Files.Text;

namespace Compose.Cli.Rendering.Diagnostics;

/// <summary>Problems in the order that people read files, with the sources they point into.</summary>
internal sealed record DiagnosticReport(ImmutableArray<Diagnostic> Problems, SourceSet Sources)
{
    public int Errors => Problems.Count(problem => problem.Severity == Severity.Error);
    public int Warnings => Problems.Count(problem => problem.Severity == Severity.Warning);

    /// <summary>By file and line; what has no place comes first, because nothing was read before it. Equal places keep the order of finding.</summary>
    public static DiagnosticReport Of(IEnumerable<Diagnostic> problems, SourceSet sources) =>
        new([.. problems.OrderBy(problem => problem.Primary?.Span.Source ?? 0).ThenBy(problem => problem.Primary?.Span.Start ?? 0)], sources);

    public void Write(DiagnosticFormat format, Style style, Terminal terminal, string? workspace)
    {
        if (Problems.IsEmpty && format != DiagnosticFormat.Sarif)
            return;
        switch (format)
        {
            case DiagnosticFormat.Json:
                DiagnosticJson.Write(this, terminal.Error);
                break;
            case DiagnosticFormat.Sarif:
                DiagnosticSarif.Write(this, terminal.Error);
                break;
            case DiagnosticFormat.GitHub:
                terminal.Report(DiagnosticText.Render(this, style) + DiagnosticGitHub.Render(this, workspace), isStyled: true);
                break;
            default:
                terminal.Report(DiagnosticText.Render(this, style), isStyled: true);
                break;
        }
    }
}
