using System.Text;
using Compose.Files.Diagnostics;

namespace Compose.Cli.Rendering.Diagnostics;

/// <summary>Workflow commands: GitHub shows each problem at its line of the pull request.</summary>
static class DiagnosticGitHub
{
    public static string Render(DiagnosticReport report)
    {
        var text = new StringBuilder();
        foreach (var problem in report.Problems)
        {
            text.Append(problem.Severity switch { Severity.Error => "::error ", Severity.Warning => "::warning ", _ => "::notice " });
            if (problem.Primary is { } label && report.Sources.TryGet(label.Span, out var source))
            {
                var (start, end) = (source.Lines.Position(label.Span.Start), source.Lines.Position(label.Span.End));
                text.Append($"file={Property(source.Name)},line={start.Line},endLine={end.Line},");
                if (start.Line == end.Line)
                    text.Append($"col={start.Column},endColumn={end.Column},");
            }

            text.Append($"title={problem.Code}::{Data(problem.Help is null ? problem.Summary : $"{problem.Summary}\n{problem.Help}")}\n");
        }

        return text.ToString();
    }

    static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
