using System.Text;

namespace Compose.Cli.Rendering.Progress;

/// <summary>
/// The list of a run, redrawn in place ten times a second while something moves. It owns the terminal's last lines: whatever else is said
/// goes through <see cref="Say"/> and ends up above the list.
/// </summary>
sealed class TtyProgress : IProgressView
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _rows = new(StringComparer.Ordinal);
    private readonly List<TtyTask> _tasks = [];
    private readonly Terminal _terminal;
    private readonly string _verb;
    private readonly Style _style;
    private readonly TimeProvider _clock;
    private readonly long _began;
    private readonly ITimer _beat;
    private int _drawn;

    public TtyProgress(Terminal terminal, string verb, Style style, TimeProvider clock)
    {
        (_terminal, _verb, _style, _clock) = (terminal, verb, style, clock);
        _began = clock.GetTimestamp();
        _beat = clock.CreateTimer(_ => Redraw(), null, Beat, Beat);
    }

    private TimeSpan Now => _clock.GetElapsedTime(_began);

    public void Show(ProgressLine line)
    {
        lock (_gate)
        {
            TimeSpan? ended = line.Status == ProgressStatus.Working ? null : Now;
            if (_rows.TryGetValue(line.Id, out var row))
            {
                _tasks[row] = _tasks[row] with { Line = line, Ended = ended };
                return;
            }

            _rows[line.Id] = _tasks.Count;
            _tasks.Add(new TtyTask(line, Now, ended));
        }
    }

    public void Say(string text)
    {
        lock (_gate)
        {
            _terminal.Report(Erase() + text + "\n");
            _drawn = 0;
            Draw();
        }
    }

    public void Dispose()
    {
        _beat.Dispose();
        lock (_gate)
            Draw();
    }

    private void Redraw()
    {
        lock (_gate)
            Draw();
    }

    private void Draw()
    {
        if (_tasks.Count == 0)
            return;
        var (width, height) = _terminal.Size();
        var lines = TtyFrame.Draw(_verb, _tasks, Now, width, height, _style);
        var frame = new StringBuilder("\e[?25l").Append(Up());
        foreach (var line in lines)
            frame.Append(line).Append("\e[K\n");
        _terminal.Report(frame.Append("\e[J\e[?25h").ToString());
        _drawn = lines.Count;
    }

    private string Up() => _drawn > 0 ? $"\e[{_drawn}A\r" : "";

    private string Erase() => _drawn > 0 ? Up() + "\e[J" : "";
}
