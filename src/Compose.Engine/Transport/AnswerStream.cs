using Compose.Engine.Errors;

namespace Compose.Engine.Transport;

/// <summary>The bytes of an answer. An early end of the connection is an <see cref="EngineError"/>, never a short read.</summary>
internal sealed class AnswerStream(Stream body, string request) : AsyncOnlyStream
{
    public override bool CanWrite => false;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (TransportErrors.Translate(e, request, cancellationToken) is { } error)
        {
            throw error;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            body.Dispose();
        base.Dispose(disposing);
    }
}
