using System.Net.Sockets;
using Compose.Engine.Addressing;

namespace Compose.Engine.Transport;

/// <summary>Connections to a Unix socket: the address, or the first of its alternatives that answers.</summary>
internal sealed class UnixDialer(EngineAddress address, TimeProvider clock) : Dialer
{
    private const int QueueAttempts = 200;
    private static readonly TimeSpan QueuePause = TimeSpan.FromMilliseconds(10);

    private string? _answering;

    /// <summary>On one machine nothing drops an idle connection in silence, and without a limit the client needs no timer.</summary>
    internal override TimeSpan LongestIdle => Timeout.InfiniteTimeSpan;

    internal override async ValueTask<Connection> DialAsync(bool isBulk, CancellationToken cancellationToken)
    {
        SocketException? first = null;
        foreach (var path in _answering is { } known ? [known] : address.Alternatives.Prepend(address.Target))
        {
            try
            {
                var connection = await OpenAsync(path, isBulk, cancellationToken).ConfigureAwait(false);
                _answering = path;
                return connection;
            }
            catch (SocketException e)
            {
                first ??= e;
            }
        }

        throw Unreachable.Of(address, first!);
    }

    // A full queue of the listener refuses at once instead of making us wait, so the waiting is done here.
    private async ValueTask<Connection> OpenAsync(string path, bool isBulk, CancellationToken cancellationToken)
    {
        for (var left = QueueAttempts; ; left--)
        {
            try
            {
                return await ConnectAsync(path, isBulk, cancellationToken).ConfigureAwait(false);
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.TryAgain && left > 0)
            {
                await Task.Delay(QueuePause, clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async ValueTask<Connection> ConnectAsync(string path, bool isBulk, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            var endpoint = new UnixDomainSocketEndPoint(path);
            if (!isBulk)
            {
                await socket.ConnectAsync(endpoint, cancellationToken).ConfigureAwait(false);
                return Connection.Over(socket);
            }

            // After one asynchronous call, a socket never blocks again.
            socket.Connect(endpoint);
            return Connection.Over(socket) with { Stream = new BlockingStream(socket) };
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
