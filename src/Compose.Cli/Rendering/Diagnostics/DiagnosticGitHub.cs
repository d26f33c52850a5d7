using System.Text;
using Compose.Files.Diagnostics;

namespace Compose.Cli.Rendering.Diagnostics;

/// <summary>Each problem as an annotation of GitHub.</summary>
internal static class DiagnosticGitHub
{
    public static string Render(DiagnosticReport report, string? workspace)
    {
        var annotation = new GitHubAnnotation(workspace);
        var text = new StringBuilder();
        foreach (var problem in report.Problems)
        {
            var level = problem.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "notice" };
            var message = problem.Help is null ? problem.Summary : $"{problem.Summary}\n{problem.Help}";
            text.Append(problem.Primary is { } label && report.Sources.TryGet(label.Span, out var source)
                ? annotation.Render(level, problem.Code.Text(), message, source, label.Span)
                : annotation.Render(level, problem.Code.Text(), message));
        }

        return text.ToString();
    }
}
