using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Compose.Testing.Engine;

/// <summary>A TCP port that passes everything on to the real engine's socket, behind TLS if it is told how.</summary>
public sealed class PortRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly SslServerAuthenticationOptions? _tls;
    private readonly string _socket;
    private readonly Task _accepting;

    public PortRelay(string socket, SslServerAuthenticationOptions? tls = null)
    {
        _socket = socket;
        _tls = tls;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = PassAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var engine = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            using (client)
            {
                await using var near = await AcceptedAsync(client.GetStream());
                await engine.ConnectAsync(new UnixDomainSocketEndPoint(_socket));
                await using var far = new NetworkStream(engine);
                var up = PassAsync(near, far, () => engine.Shutdown(SocketShutdown.Send));
                await far.CopyToAsync(near);
                if (near is SslStream secure)
                {
                    await secure.ShutdownAsync();
                }

                client.Close();
                await up;
            }
        }
        catch (Exception e)
            when (e is IOException or SocketException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // One side has gone; that is the end of this connection.
        }
    }

    private async Task<Stream> AcceptedAsync(NetworkStream stream)
    {
        if (_tls is null)
        {
            return stream;
        }

        var secure = new SslStream(stream);
        await secure.AuthenticateAsServerAsync(_tls);
        return secure;
    }

    private static async Task PassAsync(Stream from, Stream to, Action ended)
    {
        await from.CopyToAsync(to);
        ended();
    }
}
