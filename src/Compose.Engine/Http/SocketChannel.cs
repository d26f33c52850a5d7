using System.Net.Sockets;

namespace Compose.Engine.Http;

/// <summary>Channels over the framework's sockets.</summary>
internal static class SocketChannel
{
    internal static Channel Over(Socket socket)
    {
        return new Channel(new NetworkStream(socket, ownsSocket: true), () => IsReadable(socket), CloseSending);

        ValueTask CloseSending()
        {
            try
            {
                socket.Shutdown(SocketShutdown.Send);
            }
            catch (SocketException e)
            {
                throw new IOException(e.Message, e);
            }

            return ValueTask.CompletedTask;
        }
    }

    internal static bool IsReadable(Socket socket)
    {
        try
        {
            return socket.Poll(0, SelectMode.SelectRead);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed from here: there is an end to read.
            return true;
        }
    }
}
