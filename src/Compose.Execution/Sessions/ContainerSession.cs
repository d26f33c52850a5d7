using Compose.Engine;

namespace Compose.Execution.Sessions;

/// <summary>The streams of a container's own process: joined while it runs (attach), or before it starts (run).</summary>
public sealed class ContainerSession : IAsyncDisposable
{
    private readonly EngineClient _engine;
    private readonly string _id;
    private readonly bool _hasTerminal;
    private readonly SessionStreams _streams;
    private readonly HijackedStream _connection;
    private readonly StreamPump _pump;
    private readonly Task<long> _exit;

    private ContainerSession(EngineClient engine, string id, bool hasTerminal, SessionStreams streams, HijackedStream connection, DetachKeys keys, Task<long> exit)
    {
        (_engine, _id, _hasTerminal, _streams, _connection, _exit) = (engine, id, hasTerminal, streams, connection, exit);
        _pump = new StreamPump(connection, hasTerminal, streams, keys);
    }

    /// <summary>
    /// Joins. For a container that has not been started, <paramref name="untilRemoved"/> says whether the engine removes it when it ends, and its
    /// end is waited for from now on.
    /// </summary>
    internal static async Task<ContainerSession> OpenAsync(
        EngineClient engine, string id, bool hasTerminal, SessionStreams streams, DetachKeys keys, bool started, bool untilRemoved, CancellationToken cancellation)
    {
        var connection = await engine.AttachContainerAsync(id, new AttachQuery { Stdin = streams.Input is not null, DetachKeys = keys.Text }, cancellation);
        try
        {
            var condition = started ? "not-running" : untilRemoved ? "removed" : "next-exit";
            return new ContainerSession(engine, id, hasTerminal, streams, connection, keys, await engine.BeginWaitAsync(id, condition, cancellation));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Until the process has ended, or the user has left it.</summary>
    /// <param name="redraw">Asks a program that runs already to draw its screen.</param>
    /// <param name="cancellation">Leaves the process as it is.</param>
    public async Task<SessionEnd> RunAsync(bool redraw, CancellationToken cancellation)
    {
        using var window = WindowFollower.Of(_streams, _hasTerminal, (rows, columns) => _engine.ResizeContainerAsync(_id, rows, columns, cancellation));
        if (window is not null && redraw)
            await window.ResizeAsync(moreRows: 1);
        window?.Resize();
        if (!await _pump.RunAsync(cancellation))
            return new SessionEnd(0, Detached: true);
        return new SessionEnd((int)await _exit.WaitAsync(cancellation));
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
