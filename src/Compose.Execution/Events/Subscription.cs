using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Transport;
using Compose.Planning.Naming;
using Docker.DotNet.Models;

namespace Compose.Execution.Events;

/// <summary>
/// A subscription to the engine with its listeners. It ends with the last of them. After a cut there is another one, and all look for
/// themselves: at the cut those that show what they see, after it everyone.
/// </summary>
#pragma warning disable CA1001 // the last listener that leaves disposes of what it owns
internal sealed class Subscription
#pragma warning restore CA1001 // see above
{
    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromMilliseconds(200);

    /// <summary>Ten seconds: an engine that is restarted is there again by then.</summary>
    private const int MostReconnects = 50;

    private readonly Lock _gate = new();
    private readonly HashSet<EventListener> _listeners = [];
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly EngineClient _engine;
    private readonly string _project;
    private readonly TimeProvider _clock;
    private Task? _reading;
    private bool _hasEnded;

    internal Subscription(EngineClient engine, string project, TimeProvider clock) =>
        (_engine, _project, _clock) = (engine, project, clock);

    /// <summary>Done when the engine has answered for the first time.</summary>
    internal Task Begun => _begun.Task;

    /// <summary>Null when it has ended.</summary>
    internal EventListener? Join(string? container)
    {
        lock (_gate)
        {
            if (_hasEnded)
                return null;
            var listener = new EventListener(this, container);
            _listeners.Add(listener);
            _reading ??= ReadAsync();
            return listener;
        }
    }

    /// <summary>The last listener waits until the connection is closed.</summary>
    internal async ValueTask LeaveAsync(EventListener listener)
    {
        lock (_gate)
        {
            if (!_listeners.Remove(listener) || _listeners.Count > 0)
                return;
            _hasEnded = true;
        }

        await _end.CancelAsync();
        await _reading!;
        _end.Dispose();
    }

    private async Task ReadAsync()
    {
        Exception? failure = null;
        try
        {
            await ReconnectAsync();
        }
        catch (OperationCanceledException)
        {
            // The last listener has gone.
        }
        catch (Exception error)
        {
            // Without this they would wait for ever.
            failure = error;
        }

        if (failure is not null)
            _begun.TrySetException(failure);
        lock (_gate)
        {
            _hasEnded = true;
            foreach (var listener in _listeners)
                listener.End(failure);
        }
    }

    private async Task ReconnectAsync()
    {
        var failures = 0;
        while (true)
        {
            try
            {
                await ListenAsync(() => failures = 0);
            }
            catch (EngineError) when (_begun.Task.IsCompleted && failures < MostReconnects)
            {
                failures++;
            }

            if (failures <= 1)
                Post(null, isBack: false);
            await Task.Delay(ReconnectAfter, _clock, _end.Token);
        }
    }

    private async Task ListenAsync(Action begun)
    {
        var filters = new Filters().Add("type", "container").Label($"{LabelNames.Project}={_project}");
        await using var events = await _engine.OpenEventsAsync(filters, cancellationToken: _end.Token);
        begun();
        if (!_begun.TrySetResult())
            Post(null, isBack: true);
        await foreach (var happened in events.WithCancellation(_end.Token))
            Post(happened, isBack: true);
    }

    private void Post(Message? happened, bool isBack)
    {
        lock (_gate)
            foreach (var listener in _listeners.Where(listener => isBack || !listener.IsPatient))
                listener.Post(happened);
    }
}
