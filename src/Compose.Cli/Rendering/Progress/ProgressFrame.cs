using System.Globalization;
using Compose.Cli.Rendering.Tables;
using Compose.Cli.Terminals;
using Compose.Host.Terminals;

namespace Compose.Cli.Rendering.Progress;

/// <summary>The list as lines for a window of a given size; pure.</summary>
internal static class ProgressFrame
{
    private const string Spinner = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";

    /// <summary>Statuses up to this width are never cut in favour of a name.</summary>
    private const int StatusWidth = 11;

    private const int LeastName = 10;
    private const int TimerWidth = 6;

    public static List<string> Lines(
        ProgressState state, string operation, TimeSpan now, (int Width, int Height) window, Style style, bool isDryRun = false)
    {
        var rows = Chosen(state, Math.Max(window.Height - 2, 1));
        var lines = Render(state, rows, operation, now, window.Width, style, isDryRun);
        if (rows.Count < state.Rows.Length)
            lines.Add(DisplayWidth.Fit($" ... {state.Rows.Length - rows.Count} more", window.Width));
        return lines;
    }

    /// <summary>
    /// The list as it stays on the screen: every row, however low the window is. What has not ended never will. The message of a failure
    /// follows in the report.
    /// </summary>
    public static List<string> LastLines(ProgressState state, string operation, TimeSpan now, int width, Style style, bool isDryRun)
    {
        var rows = state.Rows.Select(row => row.Latest.Status switch
        {
            StatusKind.Error => row with { Latest = row.Latest with { Details = "" } },
            StatusKind.Working =>
                new ProgressRow(row.Latest with { Status = StatusKind.Warning, Text = "Interrupted", Details = "" }, row.Began, now),
            _ => row,
        }).ToList();
        return Render(state, rows, operation, now, width, style, isDryRun);
    }

    private static List<string> Render(
        ProgressState state, List<ProgressRow> rows, string operation, TimeSpan now, int width, Style style, bool isDryRun)
    {
        var lines = new List<string> { DisplayWidth.Fit($"[+] {operation} {state.Done}/{state.Rows.Length}", width) };
        var prefix = isDryRun ? " DRY-RUN MODE - " : "";
        var names = rows.Select(row => DisplayWidth.Of(row.Latest.Id)).DefaultIfEmpty().Max();
        var statuses = rows.Select(row => Math.Min(DisplayWidth.Of(Status(row)), StatusWidth)).DefaultIfEmpty().Max();
        var column = Math.Min(names, Math.Max(LeastName, width - prefix.Length - statuses - TimerWidth - 6));
        foreach (var row in rows)
            lines.Add(Line(row, column, prefix, now, width, style));
        return lines;
    }

    /// <summary>When not all fit, what is going on and what went wrong matters more than what is over.</summary>
    private static List<ProgressRow> Chosen(ProgressState state, int room)
    {
        if (state.Rows.Length <= room)
            return [.. state.Rows];

        // One line is for the number of the others.
        var most = Math.Max(room - 1, 1);
        var important = state.Rows.Where(row => row.Latest.Status is StatusKind.Working or StatusKind.Error).Take(most).ToHashSet();
        foreach (var row in state.Rows)
            if (important.Count < most)
                important.Add(row);
        return [.. state.Rows.Where(important.Contains)];
    }

    private static string Line(ProgressRow row, int column, string prefix, TimeSpan now, int width, Style style)
    {
        var timer = string.Create(CultureInfo.InvariantCulture, $"{row.Elapsed(now).TotalSeconds:0.0}s");
        var name = DisplayWidth.PadRight(DisplayWidth.FitEnds(row.Latest.Id, column), column);
        var room = Math.Max(0, width - 6 - prefix.Length - column - timer.Length);
        var status = DisplayWidth.Fit(Status(row), room);
        var details = Details(row, room - DisplayWidth.Of(status) - 1);
        var pad = new string(' ', room - DisplayWidth.Of(status) - DisplayWidth.Of(details) + 1);
        return $" {Mark(row, now, style)}{style.Cyan(prefix)} {name} {Colored(row.Latest.Status, status, style)}{details}{pad}{style.Blue(timer)}";
    }

    /// <summary>The engine's words about a failure are details: the status is a word.</summary>
    private static string Status(ProgressRow row) =>
        row.Latest.Status == StatusKind.Error ? "Error" : row.Latest.Text.ReplaceLineEndings(" ");

    /// <summary>What there is to say, or how much of a transfer is done, behind a space; nothing where there is no room.</summary>
    private static string Details(ProgressRow row, int room)
    {
        var latest = row.Latest;
        if (latest.Details.Length > 0)
            return room > LeastName / 2 ? " " + DisplayWidth.Fit(latest.Details.ReplaceLineEndings(" "), room) : "";
        if (latest.Status != StatusKind.Working || latest.Current >= latest.Total)
            return "";
        var bar = $"[{Bar(latest.Current, latest.Total)}]";
        var amount = $"{bar} {HumanUnits.Size(latest.Current),7} / {HumanUnits.Size(latest.Total)}";
        return room >= amount.Length ? " " + amount : room >= bar.Length ? " " + bar : "";
    }

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
