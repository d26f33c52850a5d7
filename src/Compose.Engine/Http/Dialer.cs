using System.IO.Pipes;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Compose.Engine.Http;

/// <summary>Opens connections to one address.</summary>
internal sealed class Dialer(EngineAddress address, Func<string, string?> environment, IReadiness? readiness, TimeProvider clock) : IDisposable
{
    // More at a time and an ssh server begins to drop those that have not logged in yet.
    private const int SshDialsAtOnce = 4;

    private const int QueueAttempts = 200;
    private static readonly TimeSpan QueuePause = TimeSpan.FromMilliseconds(10);

    private readonly SemaphoreSlim sshDials = new(SshDialsAtOnce);
    private string? answering;

    internal ValueTask<Channel> DialAsync(CancellationToken cancel) => address.Scheme switch
    {
        EngineScheme.Unix => DialUnixAsync(cancel),
        EngineScheme.NamedPipe => DialPipeAsync(cancel),
        EngineScheme.Ssh => DialSshAsync(cancel),
        _ => DialTcpAsync(cancel),
    };

    /// <summary>The value of the Host field. Sockets have none, and the engine wants one.</summary>
    internal string HostName => address.Scheme == EngineScheme.Tcp ? $"{address.Target}:{address.Port}" : "docker";

    public void Dispose() => sshDials.Dispose();

    private async ValueTask<Channel> DialUnixAsync(CancellationToken cancel)
    {
        SocketException? first = null;
        foreach (var path in answering is { } known ? [known] : address.Alternatives.Prepend(address.Target))
        {
            try
            {
                var channel = await OpenUnixAsync(path, cancel).ConfigureAwait(false);
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
    private async ValueTask<Channel> OpenUnixAsync(string path, CancellationToken cancel)
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
            return OverSocket(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async ValueTask<Channel> DialPipeAsync(CancellationToken cancel)
    {
        var parts = address.Target.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var server = parts.Length >= 3 ? parts[0] : ".";
        var pipe = new NamedPipeClientStream(server, parts[^1], PipeDirection.InOut, PipeOptions.Asynchronous);
        try
        {
            await pipe.ConnectAsync(2000, cancel).ConfigureAwait(false);
            return new Channel(pipe, null, NoHalfClose);
        }
        catch (Exception e) when (e is IOException or TimeoutException or UnauthorizedAccessException)
        {
            await pipe.DisposeAsync().ConfigureAwait(false);
            throw Unreachable.Of(address, e);
        }
    }

    // Closing the pipe would cut the output together with the input, and doing nothing would hang; neither is said aloud.
    private static ValueTask NoHalfClose() => throw EngineError.Of(
        EngineErrorKind.Unsupported, "the end of the input cannot be told through a named pipe; use a tcp:// or ssh:// address of the engine");

    private async ValueTask<Channel> DialTcpAsync(CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new DnsEndPoint(address.Target, address.Port), cancel).ConfigureAwait(false);
            // Not before: a name can have several addresses, and a socket with options of its own is not tried on the next one.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            return address.Tls is { } tls ? await SecureAsync(socket, tls, cancel).ConfigureAwait(false) : OverSocket(socket);
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
        return new Channel(secure, () => IsReadable(socket), async () => await secure.ShutdownAsync().ConfigureAwait(false));
    }

    private async ValueTask<Channel> DialSshAsync(CancellationToken cancel)
    {
        await sshDials.WaitAsync(cancel).ConfigureAwait(false);
        var permit = new DialPermit(sshDials);
        try
        {
            var child = ChildProcess.Start(new ChildStart(ChildProcess.Find("ssh", environment) ?? "ssh", SshArguments())
            {
                RedirectInput = true,
                RedirectOutput = true,
                RedirectError = true,
            });
            var stream = new ProcessStream(child, $"ssh to {address.Target}");
            return new Channel(stream, null, stream.CloseSendingAsync) { DialPermit = permit };
        }
        catch (IOException e)
        {
            permit.Dispose();
            throw Unreachable.Of(address, e);
        }
    }

    private List<string> SshArguments()
    {
        List<string> arguments = ["-o", "ConnectTimeout=30", "-T"];
        if (address.User is { } user)
        {
            arguments.AddRange(["-l", user]);
        }

        if (address.Port > 0)
        {
            arguments.AddRange(["-p", address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        }

        arguments.AddRange(["--", address.Target, "docker"]);
        if (address.RemoteSocket is { } socket)
        {
            // The far shell splits the command line, so the path is quoted for it.
            arguments.AddRange(["--host", $"'unix://{socket.Replace("'", "'\\''", StringComparison.Ordinal)}'"]);
        }

        arguments.AddRange(["system", "dial-stdio"]);
        return arguments;
    }

    private static Channel OverSocket(Socket socket)
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

    private static bool IsReadable(Socket socket)
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

    private sealed class DialPermit(SemaphoreSlim dials) : IDisposable
    {
        private int released;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref released, 1) == 0)
            {
                dials.Release();
            }
        }
    }
}
