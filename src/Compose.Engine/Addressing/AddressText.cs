using System.Globalization;
using Compose.Engine.Errors;

namespace Compose.Engine.Addressing;

/// <summary>The written form of an engine's address.</summary>
internal static class AddressText
{
    private const int PlainPort = 2375;
    private const int TlsPort = 2376;

    internal static EngineAddress Parse(string text, string origin, TlsMaterial? tls)
    {
        var split = text.IndexOf("://", StringComparison.Ordinal);
        var scheme = split < 0 ? "" : text[..split];
        var rest = split < 0 ? text : text[(split + 3)..];
        if (rest.Length == 0)
            throw Wrong(text, origin, "it names nothing after the scheme");

        return scheme switch
        {
            "unix" => new EngineAddress { Scheme = EngineScheme.Unix, Target = rest, Origin = origin },
            "npipe" => new EngineAddress { Scheme = EngineScheme.NamedPipe, Target = rest.Replace('\\', '/'), Origin = origin },
            "tcp" or "http" => Tcp(text, rest, origin, tls),
            "https" => Tcp(text, rest, origin, tls ?? new TlsMaterial(null, null, null, Verify: true)),
            "ssh" => Ssh(text, rest, origin),
            "" => Tcp(text, rest, origin, tls),
            _ => throw Wrong(text, origin, $"the scheme {scheme} is not one of unix, npipe, tcp, ssh"),
        };
    }

    private static EngineAddress Tcp(string text, string rest, string origin, TlsMaterial? tls)
    {
        var slash = rest.IndexOf('/');
        if (slash >= 0 && slash != rest.Length - 1)
            throw Wrong(text, origin, "a path has no meaning in it");

        var (host, port) = HostAndPort(text, slash < 0 ? rest : rest[..slash], origin);
        return new EngineAddress
        {
            Scheme = EngineScheme.Tcp,
            Target = host.Length == 0 ? "127.0.0.1" : host,
            Port = port ?? (tls is null ? PlainPort : TlsPort),
            Tls = tls,
            Origin = origin,
        };
    }

    private static EngineAddress Ssh(string text, string rest, string origin)
    {
        var slash = rest.IndexOf('/');
        var authority = slash < 0 ? rest : rest[..slash];
        var at = authority.LastIndexOf('@');
        var user = at < 0 ? null : authority[..at];
        if (user?.Contains(':') == true)
            throw Wrong(text, origin, "a password cannot be part of it; ssh asks for it or uses a key");

        var (host, port) = HostAndPort(text, authority[(at + 1)..], origin);
        if (host.Length == 0)
            throw Wrong(text, origin, "it names no host");

        // A leading dash would be read by ssh as an option.
        return host[0] == '-' || user?.StartsWith('-') == true
            ? throw Wrong(text, origin, "a host or user cannot begin with a dash")
            : new EngineAddress
            {
                Scheme = EngineScheme.Ssh,
                Target = host,
                Port = port ?? 0,
                User = user,
                RemoteSocket = slash < 0 || slash == rest.Length - 1 ? null : rest[slash..],
                Origin = origin,
            };
    }

    private static (string Host, int? Port) HostAndPort(string text, string authority, string origin)
    {
        var bracket = authority.StartsWith('[') ? authority.IndexOf(']') : -1;
        var colon = authority.IndexOf(':', bracket + 1);
        var host = bracket > 0 ? authority[1..bracket] : colon < 0 ? authority : authority[..colon];
        if (colon < 0)
            return (host, null);

        return ushort.TryParse(authority.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0
            ? (host, port)
            : throw Wrong(text, origin, $"{authority[(colon + 1)..]} is not a port");
    }

    internal static EngineError Wrong(string text, string origin, string why) => EngineError.Of(
        EngineErrorKind.Address,
        $"\"{text}\"{(origin.Length == 0 ? "" : " in " + origin)} is not the address of a container engine: {why}");
}
