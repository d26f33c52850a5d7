using System.Collections.Immutable;
using System.Globalization;
using Compose.Files.Model;

namespace Compose.Planning.Kubernetes;

/// <summary>A port of a pod, and the port of the host that it is published on; 0 is none.</summary>
internal sealed record ServicePort(int Target, int Published, string Protocol)
{
    public string Name => KubernetesNames.Port(Target, Protocol);

    /// <summary>All ports that a service listens on: exposed by the file or its image, or published. Each once, by number.</summary>
    public static ImmutableArray<ServicePort> Exposed(Service service, IReadOnlyList<string> ofImage) =>
    [
        .. service.Ports.Select(port => new ServicePort(port.Target, 0, ProtocolOf(port.Protocol)))
            .Concat(service.Expose.Concat(ofImage).SelectMany(Range))
            .Distinct().OrderBy(port => port.Target).ThenBy(port => port.Protocol, StringComparer.Ordinal),
    ];

    public static ImmutableArray<ServicePort> PublishedBy(Service service) =>
    [
        .. service.Ports.Where(port => port.HostPorts is not null)
            .Select(port => new ServicePort(port.Target, port.HostPorts!.Value.Numbers.First() is var first and > 0 ? first
                : port.Target, ProtocolOf(port.Protocol)))
            .Distinct(),
    ];

    private static IEnumerable<ServicePort> Range(string text)
    {
        var parts = text.Split('/', 2);
        var protocol = ProtocolOf(parts.Length > 1 ? parts[1] : null);
        return PortRange.TryParse(parts[0], out var range) ? range.Numbers.Select(port => new ServicePort(port, 0, protocol)) : [];
    }

    private static string ProtocolOf(string? protocol) => string.IsNullOrEmpty(protocol) ? "TCP" : protocol.ToUpperInvariant();

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Target}/{Protocol}");
}
