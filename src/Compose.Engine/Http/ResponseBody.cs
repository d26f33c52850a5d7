namespace Compose.Engine.Http;

/// <summary>The body of an answer as a stream. An early end of the connection is an <see cref="EngineError"/>, never a short read.</summary>
internal sealed class ResponseBody(HttpConnection connection, string request, BodyFraming framing) : ReadOnlyStream
{
    // Below this a read goes through the buffer, which brings the framing that follows along.
    private const int DirectRead = 16 * 1024;

    internal bool IsComplete => framing.IsComplete;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = Decode(buffer.Span);
        return count > 0 || framing.IsComplete || buffer.IsEmpty
            ? ValueTask.FromResult(count)
            : ReceiveAsync(buffer, cancellationToken);
    }

    private async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                var direct = (int)Math.Min(framing.Expected, buffer.Length);
                if (direct >= DirectRead && connection.Buffered.IsEmpty)
                {
                    var received = await connection.ReadRawAsync(buffer[..direct], cancel).ConfigureAwait(false);
                    framing.Advance(received);
                    return received > 0 ? received : End();
                }

                if (!await connection.FillAsync(cancel).ConfigureAwait(false))
                {
                    return End();
                }

                var count = Decode(buffer.Span);
                if (count > 0 || framing.IsComplete)
                {
                    return count;
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException && !cancel.IsCancellationRequested)
        {
            throw EngineError.Cut(request, e);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw new OperationCanceledException(e.Message, e, cancel);
        }
    }

    private int Decode(Span<byte> destination)
    {
        try
        {
            var count = framing.Decode(connection.Buffered, destination, out var used);
            connection.Consume(used);
            return count;
        }
        catch (FormatException e)
        {
            throw EngineError.Garbled(request, e.Message);
        }
    }

    private int End()
    {
        if (!framing.MayEndWithConnection)
        {
            throw EngineError.Cut(request, null);
        }

        framing.End();
        return 0;
    }
}
