using System.Buffers;
using System.Globalization;
using System.Text;
using Compose.Planning.Pictures;

namespace Compose.Cli.Commands.Ci;

/// <summary>The page that GitHub shows below a run, in Markdown.</summary>
internal static class StepSummary
{
    private static readonly SearchValues<char> Marks = SearchValues.Create("\\`*_[]<>|~&#");

    public static string Of(string project, IReadOnlyList<ServiceCase> cases, TimeSpan elapsed)
    {
        var failed = cases.Count(item => item.Failure is not null);
        var text = new StringBuilder($"### {(failed == 0 ? "✅" : "❌")} ncompose: {Cell(project)}\n\n");
        text.Append($"| service | state | result |\n|---|---|---|\n");
        foreach (var item in cases)
            text.Append($"| {Cell(item.Service)} | {Cell(item.State)} | {Result(item)} |\n");
        text.Append($"\n{Seconds(elapsed)}\n");
        foreach (var item in cases.Where(item => item.Details.Length > 0))
            text.Append($"\n<details><summary>{XmlText.Escaped(item.Service)}</summary>\n\n{Block(item.Details)}\n</details>\n");
        return text.Append('\n').ToString();
    }

    /// <summary>The line of the command of `with`.</summary>
    public static string OfCommand(string program, int code, TimeSpan elapsed) =>
        $"{(code == 0 ? "✅" : "❌")} The command ({Cell(program)}) ended with exit code {code} after {Seconds(elapsed)}.\n\n";

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    private static string Result(ServiceCase item) =>
        item.Failure is { } failure ? "❌ " + Cell(failure) : item.IsSkipped ? "not started" : "✅";

    /// <summary>One line in which nothing is Markdown: messages may quote what a container has printed.</summary>
    private static string Cell(string text)
    {
        var cell = new StringBuilder(text.Length);
        foreach (var letter in text.ReplaceLineEndings(" "))
            cell.Append(Marks.Contains(letter) ? $"\\{letter}" : char.IsControl(letter) ? "" : $"{letter}");
        return cell.ToString();
    }

    /// <summary>The fence is longer than any row of backticks in the text.</summary>
    private static string Block(string text)
    {
        var fence = "```";
        while (text.Contains(fence, StringComparison.Ordinal))
            fence += "`";
        return $"{fence}text\n{text}\n{fence}\n";
    }
}
