using System.Text;
using Compose.Cli.Terminals;
using Compose.Files.Diagnostics;
using Compose.Files.Text;

namespace Compose.Cli.Rendering.Diagnostics;

/// <summary>
/// Problems for people: the sentence that Docker Compose says (scripts match on it), then where, the line itself with a mark under what is
/// meant, the other places that matter, and what to do.
/// </summary>
internal static class DiagnosticText
{
    /// <summary>More are counted, not printed: a screen full is enough to go on with, and each one costs an excerpt of its line.</summary>
    public const int MaxShown = 100;

    public static string Render(DiagnosticReport report, Style style)
    {
        var text = new StringBuilder();
        foreach (var problem in Shown(report))
        {
            if (text.Length > 0)
                text.Append('\n');
            Append(text, problem, report.Sources, style);
        }

        if (report.Problems.Length > 1)
            text.Append('\n').Append(Count(report)).Append('\n');
        return text.ToString();
    }

    /// <summary>Errors before warnings when not all can be shown, in the order of the report.</summary>
    private static IEnumerable<Diagnostic> Shown(DiagnosticReport report)
    {
        if (report.Problems.Length <= MaxShown)
            return report.Problems;
        var warnings = Math.Max(0, MaxShown - report.Errors);
        var errors = MaxShown - Math.Min(warnings, report.Problems.Length - report.Errors);
        return report.Problems.Where(problem => problem.Severity == Severity.Error ? errors-- > 0 : warnings-- > 0);
    }

    private static void Append(StringBuilder text, Diagnostic problem, SourceSet sources, Style style)
    {
        text.Append(problem.Severity switch
        {
            Severity.Error => style.BoldRed(problem.Summary),
            Severity.Warning => style.BoldYellow("warning: ") + style.Bold(problem.Summary),
            _ => style.Bold("note: " + problem.Summary),
        }).Append('\n');

        var places = Places(problem, sources);
        var gutter = places.Count == 0 ? 1 : places.Max(place => place.Position.Line).ToString().Length;
        if (places.Count > 0)
            Excerpt.Append(text, places, gutter, problem, style);
        var margin = new string(' ', gutter + 1);
        foreach (var line in (problem.Help ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
            text.Append(margin).Append(style.Cyan("= help: ")).Append(line).Append('\n');
        if (places.Count == 0 && (problem.Severity == Severity.Error || problem.Help is not null))
            text.Append(margin).Append(style.Cyan("= code: ")).Append(problem.Code.Text()).Append('\n');
    }

    private static List<LabelPlace> Places(Diagnostic problem, SourceSet sources)
    {
        var places = new List<LabelPlace>();
        if (problem.Primary is { } primary && sources.TryGet(primary.Span, out var source))
            places.Add(LabelPlace.Of(source, primary, isPrimary: true));
        foreach (var label in problem.Related)
            if (sources.TryGet(label.Span, out var other))
                places.Add(LabelPlace.Of(other, label, isPrimary: places.Count == 0));
        return places;
    }

    private static string Count(DiagnosticReport report)
    {
        var parts = new List<string>(2);
        if (report.Errors > 0)
            parts.Add(report.Errors == 1 ? "1 error" : $"{report.Errors} errors");
        if (report.Warnings > 0)
            parts.Add(report.Warnings == 1 ? "1 warning" : $"{report.Warnings} warnings");
        if (report.Notes > 0)
            parts.Add(report.Notes == 1 ? "1 note" : $"{report.Notes} notes");
        var count = string.Join(", ", parts);
        return report.Problems.Length > MaxShown ? $"{count}; {report.Problems.Length - MaxShown} of them are not shown" : count;
    }
}
