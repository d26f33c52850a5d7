using System.Collections.Immutable;
using Compose.Files.Model;

namespace Compose.Planning.Operations;

/// <summary>The whole endpoint of a container in a network: connecting with less would lose aliases or addresses.</summary>
public sealed record EndpointSpec(string Key, NetworkRef Network)
{
    /// <summary>The service configures this network; then even empty addresses are sent to the engine.</summary>
    public bool IsConfigured { get; init; }

    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>`container:alias`.</summary>
    public ImmutableArray<string> Links { get; init; } = [];

    public string? Ipv4Address { get; init; }
    public string? Ipv6Address { get; init; }
    public ImmutableArray<string> LinkLocalIps { get; init; } = [];
    public string? MacAddress { get; init; }
    public NamedMap<string> DriverOpts { get; init; } = NamedMap<string>.Empty;
    public string? InterfaceName { get; init; }
    public int GatewayPriority { get; init; }
}
