namespace Compose.Execution.Queries;

/// <summary>Where ports that are published on all addresses are reached.</summary>
public static class PublishedHost
{
    private const string Loopback = "127.0.0.1";

    /// <summary>An engine on another machine publishes ports there.</summary>
    public static string Of(string engine) =>
        Uri.TryCreate(engine, UriKind.Absolute, out var address) && address.Scheme is "tcp" or "http" or "https" or "ssh"
            ? address.Host : Loopback;
}
