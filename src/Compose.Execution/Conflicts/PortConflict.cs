using System.Net;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Docker.DotNet.Models;

namespace Compose.Execution.Conflicts;

/// <summary>
/// One port of the host that a service wants, and where its file says so. A range is no claim: the engine takes what is free of it.
/// </summary>
internal sealed record PortConflict(string HostIp, int Number, string Protocol, SourceSpan Span, AttributePath Path)
{
    private bool IsAnywhere => IsWildcard(HostIp);

    public static PortConflict? Of(Service service, Port port, int index)
    {
        if (port.HostPorts is not { Count: 1, First: > 0 and var number })
            return null;
        var items = (service.Source["ports"] as YamlSequence)?.Items ?? [];
        var node = index < items.Length ? items[index] : null;
        var published = (node as YamlMapping)?["published"] ?? node;
        return new PortConflict(port.HostIp ?? "", number, port.Protocol is { Length: > 0 } given ? given.ToLowerInvariant() : "tcp",
            published?.Span ?? service.NameSpan, AttributePath.Of("services", service.Name, "ports", $"{index}"));
    }

    /// <summary>The variable that the file takes the port from; null when the port is written as a number.</summary>
    public string? Variable(SourceSet sources) =>
        sources.TryGet(Span, out var source) ? PortVariable.Of(source.Text[Span.Start..Span.End]) : null;

    public bool Overlaps(PortSummary port) => port.PublicPort == Number && port.Type == Protocol && Overlaps(port.IP ?? "");

    /// <summary>An address of all interfaces meets every other of its family, and one that was not given meets both families.</summary>
    public bool Overlaps(string address) =>
        HostIp.Length == 0 || HostIp == address
        || ((IsAnywhere || IsWildcard(address)) && IsV6(HostIp) == IsV6(address))
        || address.Length == 0;

    private static bool IsWildcard(string address) => address is "" or "0.0.0.0" or "::";
    private static bool IsV6(string address) =>
        IPAddress.TryParse(address, out var parsed) && parsed.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;
}
