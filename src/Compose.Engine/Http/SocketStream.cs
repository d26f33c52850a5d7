using System.Diagnostics;

namespace Compose.Engine.Http;

/// <summary>
/// The stream of a socket whose waits are somebody else's. What can be had at once is had without a wait, and what comes in small pieces without an end
/// comes together first: an engine writes logs a line at a time, and to wake a sleeping reader costs it more than the line does.
/// </summary>
internal sealed class SocketStream(UnixSocket socket, IReadiness readiness) : FlowingStream
{
    /// <summary>So many waits in a row that were over at once, with nothing asked in between, tell a stream of pieces from answers.</summary>
    private const int PiecesOfAStream = 8;

    private static readonly TimeSpan AtOnce = TimeSpan.FromMicroseconds(250);

    /// <summary>Short enough that the writer does not find the socket full, which takes some 270 pieces however small they are.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMicroseconds(200);

    private int pieces;

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
        pieces = 0;
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
        if (pieces >= PiecesOfAStream)
        {
            UnixSocket.Sleep(Rest);
            if (socket.TryReceive(buffer.Span, out count))
            {
                return count;
            }

            pieces = 0;
        }

        do
        {
            var start = Stopwatch.GetTimestamp();
            await readiness.WaitAsync(socket.Descriptor, toWrite: false, cancel).ConfigureAwait(false);
            pieces = Stopwatch.GetElapsedTime(start) <= AtOnce ? pieces + 1 : 0;
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
