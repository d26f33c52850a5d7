using Compose.Engine.Http;
using Compose.Engine.Wire;

namespace Compose.Engine;

/// <summary>
/// A standing subscription. It is read once; a connection that breaks is an <see cref="EngineErrorKind.Cut"/>, and an
/// engine that shuts down ends the sequence.
/// </summary>
public sealed class EventStream : IAsyncEnumerable<EngineEvent>, IAsyncDisposable
{
    private readonly HttpResponse response;

    internal EventStream(HttpResponse response) => this.response = response;

    public IAsyncEnumerator<EngineEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        JsonSequence.ReadAsync(response.Body, WireJson.Default.EngineEvent, response.Request, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);

    public ValueTask DisposeAsync() => response.DisposeAsync();
}
