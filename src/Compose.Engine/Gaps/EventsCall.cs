using Compose.Engine.Transport;

namespace Compose.Engine.Gaps;

/// <summary>Upstream hands events to a callback and does not report when the subscription stands.</summary>
public static class EventsCall
{
    /// <summary>Subscribes to the engine's events. When this returns, every later event is in the stream.</summary>
    public static async Task<EventStream> OpenEventsAsync(
        this EngineClient engine, Filters? filters = null, string? since = null, string? until = null,
        CancellationToken cancellationToken = default)
    {
        var target = new Target("/events").Add("since", since).Add("until", until).Add(filters);
        return new EventStream(await engine.SendAsync(new HttpRequest("GET", target.ToString()), cancellationToken).ConfigureAwait(false));
    }
}
