using System.Collections.Concurrent;
using System.Threading.Channels;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Transport;
using Compose.Planning.Naming;
using Docker.DotNet.Models;

namespace Compose.Execution.Waiting;

/// <summary>
/// Tells when something happened to a container of the project. One subscription serves every waiter and is opened by the first.
/// An event only says "look again"; after a cut stream every waiter looks again, so nothing that happened meanwhile is missed.
/// </summary>
public sealed class ContainerWatch(EngineClient engine, string project, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromMilliseconds(200);

    /// <summary>Ten seconds: an engine that is restarted is there again by then.</summary>
    private const int MostReconnects = 50;

    private readonly ConcurrentDictionary<Channel<bool>, string> _waiters = new();
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _subscribed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _pump;
    private int _opened;

    /// <summary>
    /// Looks until <paramref name="judge"/> has made up its mind. Subscribes first, so that no change falls between looking and waiting.
    /// </summary>
    public async Task<ConditionResult> UntilAsync(
        string id, Func<ContainerInspectResponse, ConditionResult> judge, CancellationToken cancellationToken)
    {
        var signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        _waiters[signal] = id;
        try
        {
            await OpenAsync(cancellationToken);
            while (true)
            {
                var judgement = judge(await engine.InspectContainerAsync(id, cancellationToken: cancellationToken));
                if (judgement is not ConditionResult.Pending pending)
                    return judgement;
                await using var timer = pending.Again is { } again
                    ? clock.CreateTimer(_ => signal.Writer.TryWrite(true), null, RoundedUp(again), Timeout.InfiniteTimeSpan) : null;
                await signal.Reader.ReadAsync(cancellationToken);
            }
        }
        finally
        {
            _waiters.TryRemove(signal, out _);
        }
    }

    /// <summary>Timers count whole milliseconds: one that rounded down would look too early.</summary>
    private static TimeSpan RoundedUp(TimeSpan time) => TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        if (_pump is { } pump)
            await pump;
        _end.Dispose();
    }

    private Task OpenAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _opened, 1) == 0)
            _pump = PumpAsync();
        return _subscribed.Task.WaitAsync(cancellationToken);
    }

    private async Task PumpAsync()
    {
        var filters = new Filters().Add("type", "container").Label($"{LabelNames.Project}={project}");
        var failures = 0;
        while (!_end.IsCancellationRequested)
        {
            try
            {
                await using var events = await engine.OpenEventsAsync(filters, cancellationToken: _end.Token);
                _subscribed.TrySetResult();
                failures = 0;
                Signal(null);
                await foreach (var happened in events.WithCancellation(_end.Token))
                    Signal(happened.Actor.ID);
            }
            catch (OperationCanceledException)
            {
                // The watch ends.
                return;
            }
            catch (EngineError error) when (!_subscribed.Task.IsCompleted)
            {
                // It never stood: those who wait must know that nothing will come.
                _subscribed.TrySetException(error);
                return;
            }
            catch (EngineError)
            {
                // The stream was cut; the next one begins with every waiter looking again. Where there is no next one, looking fails and says
                // so.
                if (++failures % MostReconnects == 0)
                    Signal(null);
                await Task.Delay(ReconnectAfter, clock);
            }
            catch (Exception bug)
            {
                // Without this they would wait for ever.
                _subscribed.TrySetException(bug);
                foreach (var (signal, _) in _waiters)
                    signal.Writer.TryComplete(bug);
                throw;
            }
        }
    }

    private void Signal(string? id)
    {
        foreach (var (signal, watched) in _waiters)
            if (id is null || watched == id)
                signal.Writer.TryWrite(true);
    }
}
