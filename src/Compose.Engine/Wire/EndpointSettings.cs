namespace Compose.Engine.Wire;

/// <summary>A container's place in a network: what was asked for, and what the engine made of it.</summary>
public sealed record EndpointSettings
{
    public EndpointIpam? IPAMConfig { get; init; }
    public IReadOnlyList<string>? Links { get; init; }
    public IReadOnlyList<string>? Aliases { get; init; }
    public string? MacAddress { get; init; }
    public IReadOnlyDictionary<string, string>? DriverOpts { get; init; }

    /// <summary>Needs <see cref="ApiVersions.GatewayPriority"/>.</summary>
    public int? GwPriority { get; init; }

    public string? NetworkID { get; init; }
    public string? EndpointID { get; init; }
    public string? Gateway { get; init; }
    public string? IPAddress { get; init; }
    public int? IPPrefixLen { get; init; }
    public string? IPv6Gateway { get; init; }
    public string? GlobalIPv6Address { get; init; }
    public int? GlobalIPv6PrefixLen { get; init; }
    public IReadOnlyList<string>? DNSNames { get; init; }
}
