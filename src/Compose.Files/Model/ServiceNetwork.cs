using System.Collections.Immutable;

namespace Compose.Files.Model;

/// <summary>A service's endpoint in a network.</summary>
public sealed record ServiceNetwork
{
    public ImmutableArray<string> Aliases { get; init; } = [];
    public NamedMap<string> DriverOpts { get; init; } = NamedMap<string>.Empty;
    public int GatewayPriority { get; init; }
    public string? InterfaceName { get; init; }
    public string? Ipv4Address { get; init; }
    public string? Ipv6Address { get; init; }
    public ImmutableArray<string> LinkLocalIps { get; init; } = [];
    public string? MacAddress { get; init; }
    public int Priority { get; init; }
}
