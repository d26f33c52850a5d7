using System.Globalization;

namespace Compose.Cli.Rendering.Progress;

/// <summary>The list as lines for a window of a given size; pure.</summary>
static class ProgressFrame
{
    private const string Spinner = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";

    public static List<string> Lines(ProgressState state, string operation, TimeSpan now, (int Width, int Height) window, Style style, bool isDryRun = false)
    {
        var lines = new List<string> { DisplayWidth.Fit($"[+] {operation} {state.Over}/{state.Rows.Length}", window.Width) };
        var room = Math.Max(window.Height - 2, 1);
        var rows = Chosen(state, room);
        var prefix = isDryRun ? " DRY-RUN MODE - " : "";
        var names = rows.Count == 0 ? 0 : rows.Max(row => DisplayWidth.Of(Name(row)));
        foreach (var row in rows)
            lines.Add(Line(row, names, prefix, now, window.Width, style));
        if (rows.Count < state.Rows.Length)
            lines.Add(DisplayWidth.Fit($" ... {state.Rows.Length - rows.Count} more", window.Width));
        return lines;
    }

    /// <summary>When not all fit, what is going on and what went wrong matters more than what is over.</summary>
    private static List<ProgressRow> Chosen(ProgressState state, int room)
    {
        if (state.Rows.Length <= room)
            return [.. state.Rows];
        var most = Math.Max(room - 1, 1);
        var important = state.Rows.Where(row => row.Latest.Status is StatusKind.Working or StatusKind.Error).Take(most).ToHashSet();
        foreach (var row in state.Rows)
            if (important.Count < most)
                important.Add(row);
        return [.. state.Rows.Where(important.Contains)];
    }

    private static string Line(ProgressRow row, int names, string prefix, TimeSpan now, int width, Style style)
    {
        var timer = string.Create(CultureInfo.InvariantCulture, $"{row.Elapsed(now).TotalSeconds:0.0}s");
        var status = row.Latest.Text;
        var fixedWidth = 4 + prefix.Length + DisplayWidth.Of(status) + 2 + timer.Length;
        var name = DisplayWidth.PadRight(Name(row), names);
        if (fixedWidth + names > width)
            name = DisplayWidth.PadRight(DisplayWidth.Fit(Name(row), Math.Max(10, width - fixedWidth)), Math.Min(names, Math.Max(10, width - fixedWidth)));
        var room = width - fixedWidth - DisplayWidth.Of(name);
        var details = row.Latest.Details.Length > 0 && room > 4 ? " " + DisplayWidth.Fit(row.Latest.Details.ReplaceLineEndings(" "), room - 2) : "";
        var pad = new string(' ', Math.Max(1, room - DisplayWidth.Of(details) + 1));
        return $" {Mark(row, now, style)}{style.Cyan(prefix)} {name} {Colored(row.Latest.Status, status, style)}{details}{pad}{style.Blue(timer)}";
    }

    private static string Name(ProgressRow row) =>
        row.Latest is { Status: StatusKind.Working, Total: > 0 } latest
            ? $"{latest.Id} [{Bar(latest.Current, latest.Total)}] {HumanUnits.Size(latest.Current),7} / {HumanUnits.Size(latest.Total),-7}"
            : row.Latest.Id;

    private static string Bar(long current, long total)
    {
        var filled = (int)Math.Clamp(current * 10 / total, 0, 10);
        return new string('⣿', filled) + new string('⠀', 10 - filled);
    }

    private static string Mark(ProgressRow row, TimeSpan now, Style style) => row.Latest.Status switch
    {
        StatusKind.Done => style.Green("✔"),
        StatusKind.Warning => style.BoldYellow("!"),
        StatusKind.Error => style.BoldRed("✘"),
        _ => style.Yellow(Spinner[(int)(now.TotalMilliseconds / 100) % Spinner.Length].ToString()),
    };

    private static string Colored(StatusKind status, string text, Style style) => status switch
    {
        StatusKind.Done => style.Green(text),
        StatusKind.Warning => style.BoldYellow(text),
        StatusKind.Error => style.BoldRed(text),
        _ => text,
    };
}
