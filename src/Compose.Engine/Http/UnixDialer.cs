using System.Net.Sockets;

namespace Compose.Engine.Http;

/// <summary>Connections to a Unix socket: the address, or the first of its alternatives that answers.</summary>
internal sealed class UnixDialer(EngineAddress address, IReadiness? readiness, TimeProvider clock) : Dialer
{
    private const int QueueAttempts = 200;
    private static readonly TimeSpan QueuePause = TimeSpan.FromMilliseconds(10);

    private string? answering;

    internal override async ValueTask<Channel> DialAsync(CancellationToken cancel)
    {
        SocketException? first = null;
        foreach (var path in answering is { } known ? [known] : address.Alternatives.Prepend(address.Target))
        {
            try
            {
                var channel = await OpenAsync(path, cancel).ConfigureAwait(false);
                answering = path;
                return channel;
            }
            catch (SocketException e)
            {
                first ??= e;
            }
        }

        throw Unreachable.Of(address, first!);
    }

    // A full queue of the listener refuses at once instead of making us wait, so the waiting is done here.
    private async ValueTask<Channel> OpenAsync(string path, CancellationToken cancel)
    {
        for (var left = QueueAttempts; ; left--)
        {
            try
            {
                return readiness is null ? await ConnectAsync(path, cancel).ConfigureAwait(false) : Connect(path, readiness);
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.TryAgain && left > 0)
            {
                await Task.Delay(QueuePause, clock, cancel).ConfigureAwait(false);
            }
        }
    }

    private static Channel Connect(string path, IReadiness readiness)
    {
        var socket = UnixSocket.Connect(path);
        return new Channel(new SocketStream(socket, readiness), () => socket.IsReadable, CloseSending);

        ValueTask CloseSending()
        {
            socket.CloseSending();
            return ValueTask.CompletedTask;
        }
    }

    private static async ValueTask<Channel> ConnectAsync(string path, CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel).ConfigureAwait(false);
            return SocketChannel.Over(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
