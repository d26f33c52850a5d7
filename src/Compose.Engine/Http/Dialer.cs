using Compose.Host;

namespace Compose.Engine.Http;

/// <summary>Opens connections to one address.</summary>
internal abstract class Dialer : IDisposable
{
    internal static Dialer To(EngineAddress address, ProcessEnvironment environment, EngineOptions options) => address.Scheme switch
    {
        EngineScheme.Unix => new UnixDialer(address, options.Readiness, options.Clock),
        EngineScheme.NamedPipe => new PipeDialer(address),
        EngineScheme.Ssh => new SshDialer(address, environment),
        _ => new TcpDialer(address),
    };

    internal abstract ValueTask<Channel> DialAsync(CancellationToken cancel);

    /// <summary>The value of the Host field. Sockets and pipes have none, and the engine wants one.</summary>
    internal virtual string HostName => "docker";

    public virtual void Dispose()
    {
    }
}
