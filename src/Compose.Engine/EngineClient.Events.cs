using Compose.Engine.Http;

namespace Compose.Engine;

public sealed partial class EngineClient
{
    /// <summary>
    /// Subscribes to what happens on the engine. When this returns, the subscription stands: whatever happens from then on
    /// is in the stream.
    /// </summary>
    public async Task<EventStream> OpenEventsAsync(
        Filters? filters = null, string? since = null, string? until = null, CancellationToken cancel = default)
    {
        var target = new Target("/events").Add("since", since).Add("until", until).Add(filters);
        return new EventStream(await SendAsync(new HttpRequest("GET", target.ToString()), cancel).ConfigureAwait(false));
    }
}
