namespace Compose.Engine.Wire;

/// <summary>Static addresses of an endpoint.</summary>
public sealed record EndpointIpam
{
    public string? IPv4Address { get; init; }
    public string? IPv6Address { get; init; }
    public IReadOnlyList<string>? LinkLocalIPs { get; init; }
}
