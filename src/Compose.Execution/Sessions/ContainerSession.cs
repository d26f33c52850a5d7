using Compose.Engine;
using Compose.Engine.Gaps;
using Compose.Engine.Transport;

namespace Compose.Execution.Sessions;

/// <summary>The streams of a container's own process: joined while it runs (attach), or before it starts (run).</summary>
public sealed class ContainerSession : IAsyncDisposable
{
    private readonly HijackedStream _connection;
    private readonly WindowFollower? _window;
    private readonly StreamPump _pump;
    private readonly Task<long> _exit;

    private ContainerSession(HijackedStream connection, WindowFollower? window, StreamPump pump, Task<long> exit) =>
        (_connection, _window, _pump, _exit) = (connection, window, pump, exit);

    /// <summary>
    /// Joins. For a container that has not been started, <paramref name="untilRemoved"/> says whether the engine removes it when it ends,
    /// and its end is waited for from now on.
    /// </summary>
    internal static async Task<ContainerSession> OpenAsync(
        EngineClient engine, string id, bool hasTerminal, SessionStreams streams, DetachKeys keys, bool started, bool untilRemoved,
        CancellationToken cancellationToken)
    {
        var connection = await engine.AttachContainerAsync(
            id, new AttachQuery { Stdin = streams.Input is not null, DetachKeys = keys.Text }, cancellationToken);
        try
        {
            var condition = started ? "not-running" : untilRemoved ? "removed" : "next-exit";
            var exit = await engine.BeginWaitAsync(id, condition, cancellationToken);
            var window = WindowFollower.Of(
                streams, hasTerminal, (rows, columns) => engine.ResizeContainerAsync(id, rows, columns, cancellationToken));
            return new ContainerSession(connection, window, new StreamPump(connection, hasTerminal, streams, keys), exit);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Until the process has ended, or the user has left it.</summary>
    /// <param name="redraw">Asks a program that runs already to draw its screen.</param>
    /// <param name="cancellationToken">Leaves the process as it is.</param>
    public async Task<SessionEnd> RunAsync(bool redraw, CancellationToken cancellationToken)
    {
        if (redraw && _window is not null)
        {
            await _window.ResizeAsync(moreRows: 1);
            FitWindow();
        }

        if (!await _pump.RunAsync(cancellationToken))
            return new SessionEnd(0, Detached: true);
        return new SessionEnd((int)await _exit.WaitAsync(cancellationToken));
    }

    /// <summary>
    /// The caller says when the container was started: before, the engine refuses a size, and one older than API 1.42 does not take one
    /// when the container is made.
    /// </summary>
    public void FitWindow() => _window?.Resize();

    public async ValueTask DisposeAsync()
    {
        if (_window is not null)
            await _window.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
