using Compose.Host.Terminals;
using Compose.Ui.Model;

namespace Compose.Ui.Screens;

/// <summary>Draws the state as the lines of a terminal: services above, why the chosen one waits, and the merged logs below.</summary>
internal static class ScreenView
{
    private const int Fixed = 4;
    private const int LeastLogs = 3;
    private const int MedianWidth = 76;
    private const int TimeStart = 11;
    private const int TimeLength = 8;
    private const int WidestService = 16;

    private static readonly (string Key, string What)[] Keys =
    [
        ("↑ ↓  j k", "choose a service"), ("enter  l", "only its lines, or those of all"),
        ("/", "show only lines with a text; esc ends it"),
        ("page  g G", "scroll the lines; the end follows again"), ("f  space", "follow or pause"), ("w", "wrap long lines"),
        ("s  S", "stop, start the service"), ("r", "restart it"), ("u", "up: bring it to what the files say"), ("R", "recreate it"),
        ("b", "build it again and recreate it"), ("e", "a shell in it"), ("U  D", "up, down of the whole stack"), ("?", "these keys"),
        ("q", "leave"),
    ];

    private static readonly string[] Hinted =
        ["↑↓ service   ", "enter its lines   ", "/ search   ", "r restart   ", "s stop   ", "u up   ", "e shell   ", "f pause   ",
            "w wrap   "];

    public static List<string> Of(ScreenState state, int width, int height)
    {
        var lines = new List<string> { Head(state, width) };
        if (state.Stack?.Problem is { } problem)
            lines.AddRange(
                problem.Split('\n').Take(LeastLogs).Select(line => ScreenStyle.Bad(DisplayWidth.Fit(ScreenLine.Plain(line), width))));
        lines.AddRange(ServiceRows.Of(state, width, Math.Max(1, Math.Min(state.Services.Length, (height - Fixed) / 2))));
        lines.AddRange(ServiceRows.Reasons(state, width));
        var room = Math.Max(LeastLogs, height - lines.Count - 2);
        lines.AddRange(Pane(state, width, room));
        lines.Add(Foot(state, width));
        return lines.Count > height ? [.. lines[..(height - 1)], lines[^1]] : lines;
    }

    private static string Head(ScreenState state, int width)
    {
        if (state.Stack is not { } stack)
            return ScreenStyle.Dim("Reading the stack…");
        var running = stack.Services.Count(service => service.Running > 0);
        var plan = state.Steps > 0 ? $"   up would do {state.Steps} step{(state.Steps == 1 ? "" : "s")}" : "";
        var text = $"{running} of {stack.Services.Length} run{plan}{(stack.ReadOnly ? "   read only" : "")}";
        var name = DisplayWidth.Fit(stack.Project, width / 2);
        return $"{ScreenStyle.Bold(name)}  {ScreenStyle.Dim(DisplayWidth.Fit(text, width - DisplayWidth.Of(name) - 2))}";
    }

    private static List<string> Pane(ScreenState state, int width, int room) => state switch
    {
        { Question: { } question } => Filled(Question(question, width), width, room, "confirm"),
        { ShowsHelp: true } =>
            Filled(Keys.Select(key => $"  {ScreenStyle.Bold(DisplayWidth.PadRight(key.Key, 11))}{DisplayWidth.Fit(key.What, width - 13)}"),
                width, room, "keys"),
        _ => Logs(state, width, room),
    };

    private static IEnumerable<string> Question(ScreenQuestion question, int width)
    {
        var what = $"{question.Action.Action} {question.Action.Service ?? "all services"}";
        yield return "  " + ScreenStyle.Bold(DisplayWidth.Fit(what + "?", width - 2));
        if (question.Trial is not { } trial)
        {
            yield return ScreenStyle.Dim("  trying it without doing it…");
            yield break;
        }

        if (trial.Lines.IsEmpty)
            yield return ScreenStyle.Dim("  nothing would change");
        foreach (var line in trial.Lines)
        {
            var text = DisplayWidth.Fit(ScreenLine.Plain(line), width - 2);
            yield return "  " + (trial.IsPossible ? text : ScreenStyle.Bad(text));
        }
    }

    private static List<string> Logs(ScreenState state, int width, int room)
    {
        var shown = state.Lines();
        state.Room = room;
        var services = state.Services.Select(service => service.Name).ToList();
        var widest = Math.Min(WidestService, services.Select(name => DisplayWidth.Of(name)).DefaultIfEmpty(1).Max());
        var last = state.Top is { } top ? Math.Min(shown.Count, top + room) : shown.Count;
        var drawn = new List<string>();
        // From the last one upwards, because a long line may take several rows.
        for (var at = last - 1; at >= 0 && drawn.Count < room; at--)
            drawn.InsertRange(0, Rows(shown[at], services.IndexOf(shown[at].Service), width, widest, state.Wraps));
        var place = state.Top is null ? "following" : $"{last} of {shown.Count}";
        var what = (state.IsOnlySelected ? state.Selected : "all services")
            + (state.Search.Length > 0 ? $" · with \"{state.Search}\"" : "");
        var missed = state.Missed > 0 ? $" · {state.Missed} lines missed" : "";
        return Filled(drawn.TakeLast(room), width, room, $"logs of {what} · {place}{missed}");
    }

    private static IEnumerable<string> Rows(ScreenLine line, int color, int width, int widest, bool wraps)
    {
        var time = width >= MedianWidth && line.Time.Length >= TimeStart + TimeLength ? $"{line.Time.AsSpan(TimeStart, TimeLength)} " : "";
        var service = DisplayWidth.PadRight(DisplayWidth.Fit(line.Service, widest), widest);
        var room = Math.Max(1, width - time.Length - widest - 1);
        var head = $"{ScreenStyle.Dim(time)}{ScreenStyle.Service(color, service)} ";
        if (!wraps)
            return [head + DisplayWidth.Fit(line.Text, room)];
        var parts = line.Text.Length == 0 ? [""]
            : line.Text.Chunk(Math.Max(1, DisplayWidth.Of(line.Text) > line.Text.Length ? room / 2 : room))
            .Select(part => new string(part));
        return parts.Select((part, at) => (at == 0 ? head : new string(' ', width - room)) + part);
    }

    private static List<string> Filled(IEnumerable<string> lines, int width, int room, string title)
    {
        var head = "── " + DisplayWidth.Fit(title, width - 6) + " ";
        var shown = lines.Take(room).ToList();
        return [ScreenStyle.Dim(head + new string('─', Math.Max(0, width - DisplayWidth.Of(head)))), .. shown,
            .. Enumerable.Repeat("", room - shown.Count)];
    }

    private static string Foot(ScreenState state, int width)
    {
        if (state.IsTyping)
            return DisplayWidth.Fit($"/{state.Search}▏  enter keeps it, esc shows all", width);
        if (state.Question is { Trial.IsPossible: true })
            return DisplayWidth.Fit("y does it   n leaves it", width);
        if (state.Question is not null)
            return DisplayWidth.Fit("n leaves it", width);
        return state.Run is { } run ? Foot(run, width) : ScreenStyle.Dim(Hints(width));
    }

    /// <summary>The last two are always there, and of the others as many as fit.</summary>
    private static string Hints(int width)
    {
        const string always = "? keys   q leave";
        var line = "";
        foreach (var hint in Hinted.TakeWhile(hint => DisplayWidth.Of(line + hint + always) <= width))
            line += hint;
        return DisplayWidth.Fit(line + always, width);
    }

    private static string Foot(RunDocument run, int width)
    {
        var sign = run.ExitCode is null ? "starting" : run.ExitCode == 0 ? "Done" : "Error";
        var step = run.Steps.LastOrDefault();
        var rest = run.Problem ?? (step is null || run.ExitCode == 0 ? "" : $"{step.Id} {step.Text.ToLowerInvariant()}");
        return $"{ScreenStyle.State(sign, ScreenStyle.Sign(sign))} {DisplayWidth.Fit(ScreenLine.Plain($"{run.Command}  {rest}"), width - 2)}";
    }
}
