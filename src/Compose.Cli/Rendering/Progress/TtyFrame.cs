namespace Compose.Cli.Rendering.Progress;

/// <summary>The list of a run as lines for a window: a pure function of what is known, the time and the size.</summary>
static class TtyFrame
{
    private static readonly string[] Spinner = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

    public static List<string> Draw(string verb, IReadOnlyList<TtyTask> tasks, TimeSpan now, int width, int height, Style style)
    {
        var done = tasks.Count(task => task.Line.Status != ProgressStatus.Working);
        var lines = new List<string> { $"[+] {verb} {done}/{tasks.Count}" };
        var room = Math.Max(1, height - 2);
        var shown = tasks.Count > room ? Select(tasks, room - 1) : tasks;
        var idWidth = shown.Count == 0 ? 0 : Math.Min(shown.Max(task => DisplayWidth.Of(task.Line.Id)), Math.Max(10, width - 30));
        foreach (var task in shown)
            lines.Add(Row(task, idWidth, now, width, style));
        if (shown.Count < tasks.Count)
            lines.Add($" ... {tasks.Count - shown.Count} more");
        return lines;
    }

    /// <summary>When not all fit: what failed and what is going on before what is done.</summary>
    private static List<TtyTask> Select(IReadOnlyList<TtyTask> tasks, int count)
    {
        var chosen = tasks
            .Select((task, index) => (task, index))
            .OrderBy(item => item.task.Line.Status switch { ProgressStatus.Error => 0, ProgressStatus.Working => 1, ProgressStatus.Warning => 2, _ => 3 })
            .ThenBy(item => item.index)
            .Take(count)
            .OrderBy(item => item.index);
        return [.. chosen.Select(item => item.task)];
    }

    private static string Row(TtyTask task, int idWidth, TimeSpan now, int width, Style style)
    {
        var line = task.Line;
        var timer = $"{((task.Ended ?? now) - task.Began).TotalSeconds:0.0}s";
        var id = DisplayWidth.PadRight(DisplayWidth.Fit(line.Id, idWidth), idWidth);
        var text = line.Text + Bar(line);
        var left = width - 3 - idWidth - 1 - DisplayWidth.Of(text) - 1 - timer.Length;
        var details = line.Details.Length > 0 && left > 4 ? " " + DisplayWidth.Fit(line.Details.ReplaceLineEndings(" "), left - 2) : "";
        var pad = new string(' ', Math.Max(1, left + 1 - DisplayWidth.Of(details)));
        return $" {Mark(task, now, style)} {id} {Paint(line, text, style)}{details}{pad}{style.Blue(timer)}";
    }

    private static string Bar(ProgressLine line) => line is { Status: ProgressStatus.Working, Total: > 0 }
        ? $" {line.Percent}% of {line.Total / 1_000_000.0:0.0}MB"
        : "";

    private static string Mark(TtyTask task, TimeSpan now, Style style) => task.Line.Status switch
    {
        ProgressStatus.Done => style.Green("✔"),
        ProgressStatus.Error => style.Red("✘"),
        ProgressStatus.Warning => style.Yellow("!"),
        _ => style.Cyan(Spinner[(int)((now - task.Began).TotalMilliseconds / 100) % Spinner.Length]),
    };

    private static string Paint(ProgressLine line, string text, Style style) => line.Status switch
    {
        ProgressStatus.Done => style.Green(text),
        ProgressStatus.Error => style.Red(text),
        ProgressStatus.Warning => style.Yellow(text),
        _ => text,
    };
}
