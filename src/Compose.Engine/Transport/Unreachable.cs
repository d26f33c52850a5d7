using System.Net.Sockets;
using Compose.Engine.Addressing;
using Compose.Engine.Errors;

namespace Compose.Engine.Transport;

/// <summary>One line on a connection that did not come about: what was tried, why it failed, what to do.</summary>
internal static class Unreachable
{
    private const string HowToStart =
        "start one (\"systemctl start docker\", rootless: \"systemctl --user start docker\"), "
        + "or say where it is with DOCKER_HOST or a docker context";

    internal static EngineError Of(EngineAddress address, Exception cause)
    {
        var text = address.Missing.Count > 0
            ? $"no container engine found: there is none of {string.Join(", ", address.Missing)}; {HowToStart}"
            : $"cannot connect to the container engine at {address}{Named(address)}: {Reason(address, cause)}";
        return EngineError.Of(EngineErrorKind.Unreachable, text, cause);
    }

    private static string Named(EngineAddress address) => address.Origin.Length == 0 ? "" : $" ({address.Origin})";

    private static string Reason(EngineAddress address, Exception cause)
    {
        if (cause is SocketException socket && address.Scheme == EngineScheme.Unix)
        {
            return socket.SocketErrorCode switch
            {
                SocketError.AccessDenied =>
                    "permission denied; join the group that owns the socket (usually \"docker\"), or use a rootless engine",
                SocketError.ConnectionRefused => "no engine listens on it; " + HowToStart,
                _ when !File.Exists(address.Target) => "it does not exist; " + HowToStart,
                _ => socket.Message,
            };
        }

        if (cause is SocketException far && address.Scheme == EngineScheme.Tcp)
        {
            return far.SocketErrorCode switch
            {
                SocketError.ConnectionRefused =>
                    "no engine listens there; an engine does so only when it is started with an address (\"dockerd --host tcp://…\"), "
                    + "and ssh://user@host needs no more than its usual socket",
                SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain =>
                    $"no machine of that name is known ({far.Message}); look at the spelling, or give its address",
                _ => far.Message,
            };
        }

        return cause.InnerException is { } inner && cause is not SocketException ? $"{cause.Message} {inner.Message}" : cause.Message;
    }
}
