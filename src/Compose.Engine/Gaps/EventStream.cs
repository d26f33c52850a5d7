using Compose.Engine.Errors;
using Compose.Engine.Transport;
using Docker.DotNet.Models;

namespace Compose.Engine.Gaps;

/// <summary>
/// A standing subscription. It is read once; a connection that breaks is an <see cref="EngineErrorKind.Cut"/>, and an
/// engine that shuts down ends the sequence.
/// </summary>
public sealed class EventStream : IAsyncEnumerable<Message>, IAsyncDisposable
{
    private readonly HttpResponse _response;

    internal EventStream(HttpResponse response) => _response = response;

    public IAsyncEnumerator<Message> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        JsonValues.ReadAsync(_response.Body, GapJson.Default.Message, _response.Request, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);

    /// <summary>A subscription without an end has ended: the engine stops.</summary>
    public static EngineError Ended() => EngineError.Of(
        EngineErrorKind.Cut, "the engine has ended the stream of its events: it shuts down, or restarts");

    public ValueTask DisposeAsync() => _response.DisposeAsync();
}
