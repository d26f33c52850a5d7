using Compose.Files.Model;
using Api = Docker.DotNet.Models;

namespace Compose.Planning.Swarm.Desired;

/// <summary>`ports` and `deploy.endpoint_mode`.</summary>
internal static class PortMapping
{
    public const string Host = "host";

    public static Api.EndpointSpec Of(Service service) => new()
    {
        Mode = service.Deploy?.EndpointMode?.ToLowerInvariant(),
        Ports = service.Ports.IsEmpty ? null : [.. service.Ports.Select(Of).OrderBy(port => port.PublishedPort ?? 0)],
    };

    private static Api.PortConfig Of(Port port) => new()
    {
        Protocol = port.Protocol,
        TargetPort = (uint)port.Target,
        PublishedPort = port.HostPorts is { First: > 0 and var first } ? (uint)first : null,
        PublishMode = port.Mode,
    };
}
