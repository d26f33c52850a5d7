using System.Text;

namespace Compose.Cli.Commands.Ci;

/// <summary>The page that GitHub shows below a run, in Markdown.</summary>
internal static class StepSummary
{
    public static string Of(string project, IReadOnlyList<ServiceCase> cases, TimeSpan elapsed)
    {
        var failed = cases.Count(item => item.Failure is not null);
        var text = new StringBuilder($"### {(failed == 0 ? "✅" : "❌")} ncompose: {Cell(project)}\n\n");
        text.Append($"| service | state | result |\n|---|---|---|\n");
        foreach (var item in cases)
            text.Append($"| {Cell(item.Service)} | {Cell(item.State)} | {Result(item)} |\n");
        text.Append($"\n{elapsed.TotalSeconds:0.0} s\n");
        foreach (var item in cases.Where(item => item.Details.Length > 0))
            text.Append($"\n<details><summary>{Cell(item.Service)}</summary>\n\n{Block(item.Details)}\n</details>\n");
        return text.Append('\n').ToString();
    }

    private static string Result(ServiceCase item) =>
        item.Failure is { } failure ? "❌ " + Cell(failure) : item.IsSkipped ? "not started" : "✅";

    private static string Cell(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");

    /// <summary>The fence is longer than any row of backticks in the text.</summary>
    private static string Block(string text)
    {
        var fence = "```";
        while (text.Contains(fence, StringComparison.Ordinal))
            fence += "`";
        return $"{fence}text\n{text}\n{fence}\n";
    }
}
