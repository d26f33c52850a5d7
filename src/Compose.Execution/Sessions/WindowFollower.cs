using Compose.Engine.Errors;

namespace Compose.Execution.Sessions;

/// <summary>Makes the terminal of a process as large as the user's window, each time that changes.</summary>
internal sealed class WindowFollower : IAsyncDisposable
{
    private readonly ConsoleWindow _window;
    private readonly Func<int, int, Task> _resize;
    private Task _catchingUp = Task.CompletedTask;
    private int _changes;

    private WindowFollower(ConsoleWindow window, Func<int, int, Task> resize)
    {
        _window = window;
        _resize = resize;
        window.Changed += Resize;
    }

    public static WindowFollower? Of(SessionStreams streams, bool hasTerminal, Func<int, int, Task> resize) =>
        hasTerminal && streams.Window is { } window ? new WindowFollower(window, resize) : null;

    /// <summary>
    /// One call at a time: of two on their way the older could come last, and its size would stay. A window that is dragged changes many
    /// times; only the size at the end of a call that is under way is asked for next.
    /// </summary>
    public void Resize()
    {
        if (Interlocked.Increment(ref _changes) == 1)
            _catchingUp = CatchUpAsync();
    }

    private async Task CatchUpAsync()
    {
        for (var seen = 1; ;)
        {
            await ResizeAsync(0);
            var now = Interlocked.Add(ref _changes, -seen);
            if (now == 0)
                return;
            seen = now;
        }
    }

    /// <summary>The size, with so many rows more: a change that is seen makes a program draw its screen again.</summary>
    public async Task ResizeAsync(int moreRows)
    {
        var (rows, columns) = _window.Size;
        try
        {
            await _resize(rows + moreRows, columns);
        }
        catch (Exception e) when (e is EngineError or OperationCanceledException)
        {
            // Too early, too late, or over: the size of a window is nothing to end a session for.
        }
    }

    public async ValueTask DisposeAsync()
    {
        _window.Changed -= Resize;
        await _catchingUp;
    }
}
