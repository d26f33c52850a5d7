using Compose.Engine.Versions;
using Docker.DotNet.Models;
using EndpointSpec = Compose.Planning.Operations.EndpointSpec;

namespace Compose.Execution.Requests;

/// <summary>A container's places in its networks. The same settings serve a create, and a connect when a network was recreated.</summary>
public static class EndpointRequests
{
    private const string InterfaceName = "com.docker.network.endpoint.ifname";

    /// <summary>The first network is the container's mode.</summary>
    public static string Mode(ContainerInputs inputs) => inputs.Resolve(inputs.Service.NetworkMode) is { Length: > 0 } mode
        ? mode
        : inputs.Spec.Endpoints is [var first, ..] ? first.Network.Name : "none";

    /// <summary>An engine before API 1.44 takes one; the plan has steps that connect the others.</summary>
    public static NetworkingConfig? AtCreate(ContainerInputs inputs)
    {
        var endpoints = inputs.Spec.Endpoints;
        if (endpoints.IsEmpty)
            return null;
        var now = ApiVersions.SeveralEndpointsAtCreate.IsOpen(inputs.ApiVersion) ? endpoints.Length : 1;
        return new NetworkingConfig
        {
            EndpointsConfig = endpoints.Take(now)
                .ToDictionary(endpoint => endpoint.Network.Name, endpoint => Settings(endpoint, inputs.ApiVersion)),
        };
    }

    public static EndpointSettings Settings(EndpointSpec endpoint, ApiVersion version) => new()
    {
        Aliases = HostRequest.List(endpoint.Aliases)!,
        Links = HostRequest.List(endpoint.Links)!,
        IPAMConfig = Addresses(endpoint),
        MacAddress = ApiVersions.EndpointMacAddress.IsOpen(version) ? endpoint.MacAddress ?? "" : "",
        DriverOpts = DriverOptions(endpoint)!,
        GwPriority = endpoint.GatewayPriority,
    };

    /// <summary>Older engines know one address for the whole container.</summary>
    public static string? ContainerMacAddress(ContainerInputs inputs) => ApiVersions.EndpointMacAddress.IsOpen(inputs.ApiVersion)
        ? null
        : inputs.Spec.Endpoints is [{ MacAddress: { Length: > 0 } own }, ..] ? own : inputs.Service.MacAddress;

    private static EndpointIPAMConfig? Addresses(EndpointSpec endpoint) =>
        !endpoint.IsConfigured
            ? null
            : new EndpointIPAMConfig
            {
                IPv4Address = endpoint.Ipv4Address ?? "",
                IPv6Address = endpoint.Ipv6Address ?? "",
                LinkLocalIPs = HostRequest.List([.. endpoint.LinkLocalIps.Where(address => address.Length > 0)]),
            };

    private static Dictionary<string, string>? DriverOptions(EndpointSpec endpoint)
    {
        var options = HostRequest.Map(endpoint.DriverOpts);
        if (endpoint.InterfaceName is not { Length: > 0 } name)
            return options;
        options ??= [];
        options[InterfaceName] = name;
        return options;
    }
}
