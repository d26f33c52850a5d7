using Compose.Engine.Addressing;
using Compose.Engine.Errors;
using Compose.Host;

namespace Compose.Engine.Transport;

/// <summary>Opens connections to one address.</summary>
internal abstract class Dialer
{
    /// <summary>The address as HTTP has it. Sockets and pipes have no host, and the engine wants one.</summary>
    internal virtual Uri Endpoint { get; } = new("http://docker");

    /// <summary>How long an idle connection is kept.</summary>
    internal virtual TimeSpan LongestIdle => TimeSpan.FromSeconds(30);

    internal static Dialer To(EngineAddress address, ProcessEnvironment environment, EngineOptions options) => address.Scheme switch
    {
        EngineScheme.Unix => new UnixDialer(address, options.Clock),
        EngineScheme.NamedPipe => new PipeDialer(address),
        EngineScheme.Ssh => new SshDialer(address, environment),
        _ => new TcpDialer(address),
    };

    /// <param name="isBulk">The reader of the connection may block.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="EngineError">The engine cannot be reached.</exception>
    internal abstract ValueTask<Connection> DialAsync(bool isBulk, CancellationToken cancellationToken);
}
