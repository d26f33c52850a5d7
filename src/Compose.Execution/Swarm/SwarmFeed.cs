using System.Collections.Immutable;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Swarm;
using Compose.Engine.Transport;
using Docker.DotNet.Models;

namespace Compose.Execution.Swarm;

/// <summary>
/// What changes while a stack converges. Swarms have events of services and nodes and none of tasks, so tasks are listed at each look, the
/// others when an event says so, and every few seconds in case an event was lost.
/// </summary>
internal sealed class SwarmFeed(EngineClient engine, string stack, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestAge = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _news = new(0);
    private ImmutableDictionary<string, SwarmService> _services = ImmutableDictionary<string, SwarmService>.Empty;
    private SwarmNodes _nodes = SwarmNodes.None;
    private Task? _subscription;
    private DateTimeOffset _read;
    private volatile bool _isStale = true;

    /// <summary>Cancelled when the feed ends.</summary>
    internal CancellationToken Token => _end.Token;

    internal void Refresh()
    {
        _isStale = true;
        if (_news.CurrentCount == 0)
            _news.Release();
    }

    /// <summary>Returns after an event or a short time; without a <paramref name="timer"/> only after an event.</summary>
    internal Task WaitAsync(bool timer) => _news.WaitAsync(timer ? Interval : Timeout.InfiniteTimeSpan, _end.Token);

    /// <summary>The services of the stack with the tasks of their current specifications.</summary>
    internal async Task<ImmutableDictionary<string, ServiceView>> ReadAsync()
    {
        _subscription ??= ListenAsync();
        var filters = SwarmReader.Of(stack).Add("_up-to-date", "true");
        var listing = engine.ListTasksAsync(filters, _end.Token);
        if (_isStale || clock.GetUtcNow() - _read > LongestAge)
            await ReadServicesAsync();
        var tasks = (await listing).ToLookup(task => task.ServiceID, StringComparer.Ordinal);
        return _services.ToImmutableDictionary(pair => pair.Key, pair => new ServiceView(pair.Value, [.. tasks[pair.Key]], _nodes));
    }

    /// <summary>Ends every wait for news.</summary>
    internal Task CancelAsync() => _end.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        if (_subscription is not null)
            await _subscription;
        _end.Dispose();
        _news.Dispose();
    }

    private async Task ReadServicesAsync()
    {
        _isStale = false;
        try
        {
            var nodes = engine.ListNodesAsync(_end.Token);
            var services = await engine.ListServicesAsync(SwarmReader.Of(stack), _end.Token);
            _services = services.ToImmutableDictionary(service => service.ID, StringComparer.Ordinal);
            _nodes = new SwarmNodes(await nodes);
            _read = clock.GetUtcNow();
        }
        catch (EngineError)
        {
            _isStale = true;
            throw;
        }
    }

    private async Task ListenAsync()
    {
        var filters = new Filters().Add("type", "service").Add("type", "node");
        while (!_end.IsCancellationRequested)
        {
            try
            {
                await using var events = await engine.OpenEventsAsync(filters, cancellationToken: _end.Token);
                Refresh();
                await foreach (var _ in events.WithCancellation(_end.Token))
                    Refresh();
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (EngineError)
            {
                // Without events the looks by time go on, and they fail when the engine stays away.
            }

            await Task.Delay(Interval, clock, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
