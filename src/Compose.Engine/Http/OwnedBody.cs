namespace Compose.Engine.Http;

/// <summary>The body of an answer that is handed out of the client: whoever disposes the stream ends the exchange.</summary>
internal sealed class OwnedBody(HttpResponse response) : ReadOnlyStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        response.Body.ReadAsync(buffer, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await response.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            response.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        base.Dispose(disposing);
    }
}
