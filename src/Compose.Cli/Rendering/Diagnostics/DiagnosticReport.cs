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

    /// <summary>
    /// By file and line; what has no place comes first, because nothing was read before it. Equal places keep the order of finding.
    /// </summary>
    public static DiagnosticReport Of(IEnumerable<Diagnostic> problems, SourceSet sources) =>
        new([.. problems.OrderBy(problem => problem.Primary?.Span.Source ?? 0).ThenBy(problem => problem.Primary?.Span.Start ?? 0)],
            sources);

    public int Notes => Problems.Length - Errors - Warnings;

    /// <summary>A problem in one line: `compose.yaml:3: …`.</summary>
    public string Sentence(Diagnostic problem) => problem.Primary is { } label && Sources.TryGet(label.Span, out var source)
        ? $"{source.Name}:{source.Lines.Position(label.Span.Start).Line}: {problem.Summary}" : problem.Summary;

    /// <summary>On standard error: problems of a run that prints something else.</summary>
    public void Write(DiagnosticFormat format, Style style, Terminal terminal, string? workspace) =>
        Write(format, style, terminal.Error, text => terminal.Report(text, isStyled: true), workspace);

    /// <summary>On standard output: the problems are what was asked for.</summary>
    public void Print(DiagnosticFormat format, Style style, Terminal terminal, string? workspace) =>
        Write(format, style, terminal.Output, text => terminal.Print(text, isStyled: true), workspace);

    private void Write(DiagnosticFormat format, Style style, Stream stream, Action<string> write, string? workspace)
    {
        if (Problems.IsEmpty && format != DiagnosticFormat.Sarif)
            return;
        switch (format)
        {
            case DiagnosticFormat.Json:
                DiagnosticJson.Write(this, stream);
                break;
            case DiagnosticFormat.Sarif:
                DiagnosticSarif.Write(this, stream);
                break;
            case DiagnosticFormat.GitHub:
                write(DiagnosticText.Render(this, style) + DiagnosticGitHub.Render(this, workspace));
                break;
            default:
                write(DiagnosticText.Render(this, style));
                break;
        }
    }
}
