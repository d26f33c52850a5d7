using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Compose.Engine.Addressing;

namespace Compose.Engine.Transport;

/// <summary>Connections to a port, with TLS where the address has it.</summary>
internal sealed class TcpDialer(EngineAddress address) : Dialer
{
    internal override Uri Endpoint { get; } = new UriBuilder(Uri.UriSchemeHttp, address.Target, address.Port).Uri;

    internal override async ValueTask<Connection> DialAsync(bool isBulk, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new DnsEndPoint(address.Target, address.Port), cancellationToken).ConfigureAwait(false);
            // Not before: a name can have several addresses, and a socket with options of its own is not tried on the next one.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            return address.Tls is { } tls
                ? await SecureAsync(socket, tls, cancellationToken).ConfigureAwait(false)
                : Connection.Over(socket);
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

    private async ValueTask<Connection> SecureAsync(Socket socket, TlsMaterial tls, CancellationToken cancellationToken)
    {
        var secure = new SslStream(new NetworkStream(socket, ownsSocket: true));
        var options = new SslClientAuthenticationOptions { TargetHost = address.Target };
        if (tls.CertificateFile is { } certificate && tls.KeyFile is { } key)
            options.ClientCertificates = [X509Certificate2.CreateFromPemFile(certificate, key)];

        if (!tls.Verify)
        {
#pragma warning disable CA5359 // this is what DOCKER_TLS without DOCKER_TLS_VERIFY, and SkipTLSVerify of a context, ask for
            options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359 // see above
        }
        else if (tls.AuthorityFile is { } authority)
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.ImportFromPemFile(authority);
            options.CertificateChainPolicy = policy;
        }

        await secure.AuthenticateAsClientAsync(options, cancellationToken).ConfigureAwait(false);
        return new Connection(secure, async () => await secure.ShutdownAsync().ConfigureAwait(false));
    }
}
