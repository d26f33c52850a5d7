using System.Globalization;

namespace NCompose;

/// <summary>Where a port of a service is reached from this machine.</summary>
/// <param name="Host">An address or a host name.</param>
/// <param name="Port">The published port.</param>
public sealed record ServiceAddress(string Host, int Port)
{
    /// <summary><c>http://127.0.0.1:49153/</c>.</summary>
    public Uri ToUri(string scheme = "http") => new UriBuilder(scheme, Host, Port).Uri;

    /// <summary><c>127.0.0.1:49153</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(Host.Contains(':') ? $"[{Host}]" : Host)}:{Port}");
}
