using System.Net.Sockets;

namespace Compose.Engine.Transport;

/// <summary>
/// A connection that blocks the thread of its reader. The framework wakes two threads for each line that the engine sends, which takes
/// more time than the line.
/// </summary>
internal sealed class BlockingStream(Socket socket) : AsyncOnlyStream
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    public override bool CanWrite => true;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_start == _end)
        {
            _end = Receive(cancellationToken);
            _start = 0;
        }

        var count = Math.Min(buffer.Length, _end - _start);
        _buffer.AsSpan(_start, count).CopyTo(buffer.Span);
        _start += count;
        return ValueTask.FromResult(count);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            for (var sent = 0; sent < buffer.Length;)
                sent += socket.Send(buffer.Span[sent..]);
            return ValueTask.CompletedTask;
        }
        catch (SocketException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            socket.Dispose();
        base.Dispose(disposing);
    }

    private int Receive(CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(static state => End((Socket)state!), socket);
        try
        {
            return socket.Receive(_buffer);
        }
        catch (SocketException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    private static void End(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The connection has ended by itself.
        }
    }
}
