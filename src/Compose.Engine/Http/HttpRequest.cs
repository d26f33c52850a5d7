using System.Globalization;
using System.Text;

namespace Compose.Engine.Http;

internal sealed record HttpRequest(string Method, string Target)
{
    internal ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>A body of unknown length, sent in chunks; read once, so such a request is never repeated.</summary>
    internal Stream? BodyStream { get; init; }

    internal string? ContentType { get; init; }

    /// <summary>The value of <c>X-Registry-Auth</c>.</summary>
    internal string? RegistryAuth { get; init; }

    /// <summary>The value of <c>X-Registry-Config</c>.</summary>
    internal string? RegistryConfig { get; init; }

    /// <summary>Ask for the raw connection.</summary>
    internal bool Hijack { get; init; }

    /// <summary>A repeat after a lost connection changes nothing.</summary>
    internal bool IsRepeatable => Method is "GET" or "HEAD" && BodyStream is null;

    /// <summary>For messages: without the query, which can be long and hold what is nobody's business.</summary>
    public override string ToString() => $"{Method} {Path}";

    private string Path => Target.IndexOf('?') is >= 0 and var query ? Target[..query] : Target;

    internal byte[] Head(string host, string userAgent)
    {
        var text = new StringBuilder(256);
        text.Append(Method).Append(' ').Append(Target).Append(" HTTP/1.1\r\nHost: ").Append(host);
        text.Append("\r\nUser-Agent: ").Append(userAgent);
        Field(text, "Content-Type", ContentType);
        Field(text, "X-Registry-Auth", RegistryAuth);
        Field(text, "X-Registry-Config", RegistryConfig);
        if (Hijack)
        {
            text.Append("\r\nConnection: Upgrade\r\nUpgrade: tcp");
        }

        if (BodyStream is not null)
        {
            text.Append("\r\nTransfer-Encoding: chunked");
        }
        else if (Method is "POST" or "PUT")
        {
            text.Append(CultureInfo.InvariantCulture, $"\r\nContent-Length: {Body.Length}");
        }

        text.Append("\r\n\r\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static void Field(StringBuilder text, string name, string? value)
    {
        if (value is not null)
        {
            text.Append("\r\n").Append(name).Append(": ").Append(value);
        }
    }
}
