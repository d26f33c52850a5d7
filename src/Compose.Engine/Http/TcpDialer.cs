using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Compose.Engine.Http;

/// <summary>Connections to a port, with TLS where the address has it.</summary>
internal sealed class TcpDialer(EngineAddress address) : Dialer
{
    internal override string HostName => $"{address.Target}:{address.Port}";

    internal override async ValueTask<Channel> DialAsync(CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new DnsEndPoint(address.Target, address.Port), cancel).ConfigureAwait(false);
            // Not before: a name can have several addresses, and a socket with options of its own is not tried on the next one.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            return address.Tls is { } tls ? await SecureAsync(socket, tls, cancel).ConfigureAwait(false) : SocketChannel.Over(socket);
        }
        catch (Exception e) when (e is SocketException or IOException or AuthenticationException or CryptographicException)
        {
            socket.Dispose();
            throw Unreachable.Of(address, e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async ValueTask<Channel> SecureAsync(Socket socket, TlsMaterial tls, CancellationToken cancel)
    {
        var secure = new SslStream(new NetworkStream(socket, ownsSocket: true));
        var options = new SslClientAuthenticationOptions { TargetHost = address.Target };
        if (tls.CertificateFile is { } certificate && tls.KeyFile is { } key)
        {
            options.ClientCertificates = [X509Certificate2.CreateFromPemFile(certificate, key)];
        }

        if (!tls.Verify)
        {
#pragma warning disable CA5359 // this is what DOCKER_TLS without DOCKER_TLS_VERIFY, and SkipTLSVerify of a context, ask for
            options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359 // see above
        }
        else if (tls.AuthorityFile is { } authority)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(authority);
            options.CertificateChainPolicy = policy;
        }

        await secure.AuthenticateAsClientAsync(options, cancel).ConfigureAwait(false);
        return new Channel(secure, () => SocketChannel.IsReadable(socket), async () => await secure.ShutdownAsync().ConfigureAwait(false));
    }
}
