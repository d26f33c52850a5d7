using Compose.Engine.Gaps;
using Compose.Engine.Transport;
using Docker.DotNet.Models;

namespace Compose.Engine;

/// <summary>
/// A standing subscription. It is read once; a connection that breaks is an <see cref="EngineErrorKind.Cut"/>, and an
/// engine that shuts down ends the sequence.
/// </summary>
public sealed class EventStream : IAsyncEnumerable<Message>, IAsyncDisposable
{
    private readonly HttpResponse response;

    internal EventStream(HttpResponse response) => this.response = response;

    public IAsyncEnumerator<Message> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        JsonValues.ReadAsync(response.Body, GapJson.Default.Message, response.Request, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);

    /// <summary>For those to whom the end of a subscription without an end means that the engine has gone.</summary>
    public static EngineError Ended() => EngineError.Of(EngineErrorKind.Cut, "the engine has ended the stream of its events: it shuts down, or restarts");

    public ValueTask DisposeAsync() => response.DisposeAsync();
}
