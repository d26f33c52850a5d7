using Compose.Engine.Errors;
using Compose.Host;

namespace Compose.Engine.Addressing;

/// <summary>Where the engine is. <see cref="Resolve"/> finds it as the docker command line does.</summary>
public sealed record EngineAddress
{
    public required EngineScheme Scheme { get; init; }

    /// <summary>Path of the socket or pipe, or the host to connect to.</summary>
    public required string Target { get; init; }

    public int Port { get; init; }

    /// <summary>The user of an ssh address.</summary>
    public string? User { get; init; }

    /// <summary>The path of an ssh address: the engine's socket on the other side, or null for its default.</summary>
    public string? RemoteSocket { get; init; }

    public TlsMaterial? Tls { get; init; }

    /// <summary>Who named the address: <c>DOCKER_HOST</c>, <c>context "x"</c>, or empty for the default.</summary>
    public string Origin { get; init; } = "";

    /// <summary>Other default sockets, tried in turn when no address was named and this one does not answer.</summary>
    public IReadOnlyList<string> Alternatives { get; init; } = [];

    /// <summary>The default sockets that were looked for when none exists.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    public override string ToString() => Scheme switch
    {
        EngineScheme.Unix => "unix://" + Target,
        EngineScheme.NamedPipe => "npipe://" + Target.Replace('\\', '/'),
        EngineScheme.Ssh => "ssh://" + (User is null ? "" : User + "@") + Bracketed + (Port == 0 ? "" : $":{Port}") + RemoteSocket,
        _ => $"tcp://{Bracketed}:{Port}",
    };

    private string Bracketed => Target.Contains(':') ? $"[{Target}]" : Target;

    /// <summary>
    /// <c>DOCKER_HOST</c>, then <c>DOCKER_CONTEXT</c>, then the current context of the docker configuration, then the
    /// default sockets. <paramref name="context"/> and <paramref name="host"/> are the command line's and go first.
    /// </summary>
    /// <exception cref="EngineError">The address or the context is not usable.</exception>
    public static EngineAddress Resolve(ProcessEnvironment environment, string? host = null, string? context = null) =>
        new AddressResolver(environment).Resolve(host, context);

    /// <summary>Reads one address as <c>DOCKER_HOST</c> holds it, without looking at the environment.</summary>
    /// <exception cref="EngineError">It is not one.</exception>
    public static EngineAddress Parse(string text, string origin = "", TlsMaterial? tls = null) =>
        AddressText.Parse(text, origin, tls);
}
