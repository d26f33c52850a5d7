using System.Globalization;
using Compose.Engine.Addressing;
using Compose.Host;
using Compose.Host.Processes;

namespace Compose.Engine.Transport;

/// <summary>Connections through <c>ssh … docker system dial-stdio</c>, a child process each.</summary>
#pragma warning disable CA1001 // streams give permits back after the client was disposed; a semaphore without a wait handle owns nothing
internal sealed class SshDialer(EngineAddress address, ProcessEnvironment environment) : Dialer
#pragma warning restore CA1001 // see above
{
    // More at a time and an ssh server begins to drop those that have not logged in yet.
    private const int DialsAtOnce = 4;

    private readonly SemaphoreSlim _dials = new(DialsAtOnce);

    internal override async ValueTask<Connection> DialAsync(bool isBulk, CancellationToken cancellationToken)
    {
        await _dials.WaitAsync(cancellationToken).ConfigureAwait(false);
        var permit = new DialPermit(_dials);
        try
        {
            var child = ChildProcess.Start(new ChildStart(ChildProcess.Find("ssh", environment) ?? "ssh", Arguments())
            {
                RedirectInput = true,
                RedirectOutput = true,
                RedirectError = true,
            });
            var stream = new ProcessStream(child, $"ssh to {address.Target}", permit);
            return new Connection(stream, stream.CloseSendingAsync);
        }
        catch (IOException e)
        {
            permit.Dispose();
            throw Unreachable.Of(address, e);
        }
    }

    private List<string> Arguments()
    {
        List<string> arguments = ["-o", "ConnectTimeout=30", "-T"];
        if (address.User is { } user)
            arguments.AddRange(["-l", user]);
        if (address.Port > 0)
            arguments.AddRange(["-p", address.Port.ToString(CultureInfo.InvariantCulture)]);

        arguments.AddRange(["--", address.Target, "docker"]);
        if (address.RemoteSocket is { } socket)
        {
            // The far shell splits the command line, so the path is quoted for it.
            arguments.AddRange(["--host", $"'unix://{socket.Replace("'", "'\\''", StringComparison.Ordinal)}'"]);
        }

        arguments.AddRange(["system", "dial-stdio"]);
        return arguments;
    }

    private sealed class DialPermit(SemaphoreSlim dials) : IDisposable
    {
        private int _released;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _released, 1) == 0)
                dials.Release();
        }
    }
}
