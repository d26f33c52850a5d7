using System.Text;
using Compose.Execution;
using Compose.Planning;

namespace Compose.Cli.Rendering.Progress;

/// <summary>
/// The list that is redrawn in place. The only one that writes to the terminal while it lives: a line of a hook or a build is printed above the
/// list. Every redraw is one write, so nothing flickers and nothing is torn.
/// </summary>
sealed class TerminalProgress : IProgressView
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
    private int _drawn;
    private bool _isOver;

    public TerminalProgress(string operation, Stream stream, Func<(int Width, int Height)> size, Style style, TimeProvider time, bool isDryRun, bool tellsStarts)
    {
        (_operation, _stream, _size, _style, _time, _isDryRun, _tellsStarts) = (operation, stream, size, style, time, isDryRun, tellsStarts);
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
                if (change.Parent is null && (_tellsStarts || change.Text is not ("Starting" or "Started")))
                    _state = _state.With(change, Now);
            // What a build prints is shown when it fails; its row says at which step it is.
            if (happened is ProgressEvent.Output { Step.Operation: not Operation.BuildImage } output)
                Draw(above: output.Line);
            else if (happened is ProgressEvent.PlanFinished)
                Finish();
        }
    }

    public void Dispose()
    {
        lock (_owner)
            Finish();
        _timer.Dispose();
    }

    private TimeSpan Now => _time.GetElapsedTime(_began);

    private void Tick()
    {
        lock (_owner)
            if (!_isOver)
                Draw();
    }

    private void Finish()
    {
        if (!_isOver)
            Draw();
        _isOver = true;
    }

    private void Draw(string? above = null)
    {
        var window = _size();
        var lines = _state.Rows.IsEmpty ? [] : ProgressFrame.Lines(_state, _operation, Now, (Math.Max(window.Width, 20), Math.Max(window.Height, 4)), _style, _isDryRun);
        if (lines.Count == 0 && above is null)
            return;

        // Hide the cursor, go up to where the list begins, write over it, erase what is left of a longer one.
        var text = new StringBuilder("\e[?25l");
        if (_drawn > 0)
            text.Append($"\e[{_drawn}A\r");
        if (above is not null)
            text.Append(above).Append("\e[K\n");
        foreach (var line in lines)
            text.Append(line).Append("\e[K\n");
        text.Append("\e[J\e[?25h");
        _drawn = lines.Count;
        _stream.Write(Encoding.UTF8.GetBytes(text.ToString()));
        _stream.Flush();
    }
}
