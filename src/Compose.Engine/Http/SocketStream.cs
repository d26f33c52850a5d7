namespace Compose.Engine.Http;

/// <summary>The stream of a socket whose waits are somebody else's. What can be had at once is had without a wait.</summary>
internal sealed class SocketStream(UnixSocket socket, IReadiness readiness) : FlowingStream
{
    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return socket.TryReceive(buffer.Span, out var count) ? ValueTask.FromResult(count) : ReceiveLaterAsync(buffer, cancellationToken);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var sent = socket.Send(buffer.Span);
        return sent == buffer.Length ? ValueTask.CompletedTask : SendLaterAsync(buffer[sent..], cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>To block here would keep the one thread from waiting that could end it.</summary>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("this stream is read asynchronously");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("this stream is written asynchronously");

    public override void Flush()
    {
        // Nothing is kept back.
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override void Dispose(bool disposing)
    {
        if (disposing && !socket.IsClosed)
        {
            readiness.Forget(socket.Descriptor);
            socket.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> ReceiveLaterAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        int count;
        do
        {
            await readiness.WaitAsync(socket.Descriptor, toWrite: false, cancel).ConfigureAwait(false);
        }
        while (!socket.TryReceive(buffer.Span, out count));
        return count;
    }

    private async ValueTask SendLaterAsync(ReadOnlyMemory<byte> rest, CancellationToken cancel)
    {
        while (!rest.IsEmpty)
        {
            await readiness.WaitAsync(socket.Descriptor, toWrite: true, cancel).ConfigureAwait(false);
            rest = rest[socket.Send(rest.Span)..];
        }
    }
}
