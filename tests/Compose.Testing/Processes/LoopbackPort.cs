using System.Net;
using System.Net.Sockets;

namespace Compose.Testing.Processes;

/// <summary>Ports for servers that have to be told theirs.</summary>
public static class LoopbackPort
{
    /// <summary>One that is free at this moment.</summary>
    public static int Free()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
