using System.Text;
using Compose.Cli.Terminals;
using Compose.Execution.Scheduling;
using Compose.Host.Terminals;
using Compose.Planning.Operations;

namespace Compose.Cli.Rendering.Progress;

/// <summary>
/// The list that is redrawn in place. Nothing else writes to the terminal until it ends: a line of a hook is printed above the list. Every
/// redraw is one write, so nothing flickers and nothing is torn.
/// </summary>
internal sealed class TerminalProgress : IProgressView
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _owner = new();
    private readonly StatusChanges _changes = new();
    private readonly string _operation;
    private readonly Stream _stream;
    private readonly Func<(int Width, int Height)> _size;
    private readonly Style _style;
    private readonly TimeProvider _time;
    private readonly bool _isDryRun;
    private readonly bool _tellsStarts;
    private readonly long _began;
    private readonly ITimer _timer;
    private ProgressState _state = ProgressState.Empty;
    private List<int> _drawn = [];
    private bool _isOver;

    public TerminalProgress(
        string operation, Stream stream, Func<(int Width, int Height)> size, Style style, TimeProvider time, bool isDryRun,
        bool tellsStarts)
    {
        (_operation, _stream, _size, _style, _time, _isDryRun, _tellsStarts) =
            (operation, stream, size, style, time, isDryRun, tellsStarts);
        _began = time.GetTimestamp();
        _timer = time.CreateTimer(_ => Tick(), null, Interval, Interval);
    }

    public void On(ProgressEvent happened)
    {
        lock (_owner)
        {
            if (_isOver)
                return;
            foreach (var change in _changes.Of(happened))
                if (change.Parent is null && Shown(change) is { } shown)
                    _state = _state.With(shown, Now);
            // What a build prints is shown when it fails; its row says at which step it is.
            if (happened is ProgressEvent.Output { Step.Operation: not Operation.BuildImage } output)
                Draw(above: output.Line);
            else if (happened is ProgressEvent.PlanFinished)
                Finish();
        }
    }

    /// <summary>
    /// The list ends here, whatever has happened until then; rows that still change are left to what follows on the screen.
    /// </summary>
    public void Dispose()
    {
        lock (_owner)
        {
            if (!_tellsStarts)
                _state = _state.Ended;
            Finish();
        }

        _timer.Dispose();
    }

    private TimeSpan Now => _time.GetElapsedTime(_began);

    /// <summary>Where starts are not shown, a container that is recreated is ready once the new one is about to start.</summary>
    private StatusChange? Shown(StatusChange change) => change.Text switch
    {
        _ when _tellsStarts => change,
        "Starting" when _state.Rows.Any(row => row.Latest.Id == change.Id && row.Latest.Text == "Recreate") =>
            change with { Status = StatusKind.Done, Text = "Recreated" },
        "Starting" or "Started" or "Waiting" or "Healthy" or "Exited" => null,
        _ => change,
    };

    private void Tick()
    {
        lock (_owner)
            if (!_isOver)
                Draw();
    }

    private void Finish()
    {
        if (!_isOver)
            Draw(isLast: true);
        _isOver = true;
    }

    private void Draw(string? above = null, bool isLast = false)
    {
        var window = _size();
        var (width, height) = (Math.Max(window.Width, 20), Math.Max(window.Height, 4));
        var lines = _state.Rows.IsEmpty ? []
            : isLast ? ProgressFrame.LastLines(_state, _operation, Now, width, _style, _isDryRun)
            : ProgressFrame.Lines(_state, _operation, Now, (width, height), _style, _isDryRun);
        if (lines.Count == 0 && _drawn.Count == 0 && above is null)
            return;

        // Hide the cursor, go up to where the list begins, write over it, erase what is left of a longer one.
        var text = new StringBuilder("\e[?25l");
        if (_drawn.Count > 0)
            text.Append($"\e[{_drawn.Sum(drawn => RowsOf(drawn, width))}A\r");
        if (above is not null)
            text.Append(TerminalText.Clean(above, isStyled: true)).Append("\e[K\n");

        // Without wrapping, lines that arrive in a window that has just become narrower take one row each, and the next redraw covers them.
        text.Append("\e[?7l");
        foreach (var line in lines)
            text.Append(TerminalText.Clean(line, isStyled: true)).Append("\e[K\n");
        text.Append("\e[?7h\e[J\e[?25h");
        _drawn = [.. lines.Select(line => DisplayWidth.Of(WithoutColors(line)))];
        _stream.Write(Encoding.UTF8.GetBytes(text.ToString()));
        _stream.Flush();
    }

    /// <summary>A window that became narrower breaks the lines that it shows.</summary>
    private static int RowsOf(int drawn, int width) => Math.Max(1, (drawn + width - 1) / width);

    private static string WithoutColors(string line)
    {
        var text = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
            if (line[i] == '\e')
                i = line.IndexOf('m', i);
            else
                text.Append(line[i]);
        return text.ToString();
    }
}
