using System.Net.Sockets;

namespace Compose.Engine.Transport;

/// <summary>
/// An open connection to the engine. <paramref name="CloseSending"/> ends our direction alone: a stream cannot do that.
/// </summary>
internal sealed record Connection(Stream Stream, Func<ValueTask> CloseSending)
{
    internal static Connection Over(Socket socket)
    {
        return new Connection(new NetworkStream(socket, ownsSocket: true), CloseSending);

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
}
