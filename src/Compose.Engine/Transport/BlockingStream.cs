using System.Net.Sockets;

namespace Compose.Engine.Transport;

/// <summary>
/// A connection that blocks the thread of its reader. The framework wakes two threads for each line that the engine sends, which takes
/// more time than the line.
/// </summary>
internal sealed class BlockingStream(Socket socket) : AsyncOnlyStream
{
    public override bool CanWrite => true;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var registration = cancellationToken.UnsafeRegister(static state => End((Socket)state!), socket);
        try
        {
            return ValueTask.FromResult(socket.Receive(buffer.Span));
        }
        catch (SocketException e)
        {
            throw new IOException(e.Message, e);
        }
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
