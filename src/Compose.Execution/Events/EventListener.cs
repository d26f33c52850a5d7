using System.Threading.Channels;
using Compose.Engine.Gaps;
using Docker.DotNet.Models;

namespace Compose.Execution.Events;

/// <summary>
/// What one listener gets: events of the project's containers, or of one, and null where some may have been missed, so that it looks for
/// itself. It is read in one way only: event by event, or as news.
/// </summary>
public sealed class EventListener : IAsyncEnumerable<Message?>, IAsyncDisposable
{
    private readonly Channel<Message?> _channel = Channel.CreateUnbounded<Message?>();
    private readonly Subscription _subscription;
    private readonly string? _container;

    internal EventListener(Subscription subscription, string? container) => (_subscription, _container) = (subscription, container);

    internal Task Begun => _subscription.Begun;

    /// <summary>A wait for one container would fail while the engine is away: it looks when the engine is back.</summary>
    internal bool IsPatient => _container is not null;

    public IAsyncEnumerator<Message?> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        _channel.Reader.ReadAllAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);

    /// <summary>Waits until something has happened; what has happened until then is one piece of news.</summary>
    public async Task NewsAsync(CancellationToken cancellationToken)
    {
        if (!await _channel.Reader.WaitToReadAsync(cancellationToken))
            throw EventStream.Ended();
        while (_channel.Reader.TryRead(out _))
        {
            // It was before the look that follows.
        }
    }

    /// <summary>Makes the listener look without an event.</summary>
    public void Wake() => _channel.Writer.TryWrite(null);

    public ValueTask DisposeAsync() => _subscription.LeaveAsync(this);

    internal void Post(Message? happened)
    {
        if (_container is null || happened is null || happened.Actor.ID == _container)
            _channel.Writer.TryWrite(happened);
    }

    internal void End(Exception? failure) => _channel.Writer.TryComplete(failure);
}
