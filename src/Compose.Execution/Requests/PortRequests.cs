using System.Globalization;
using Compose.Files;
using Compose.Files.Model;
using Docker.DotNet.Models;

namespace Compose.Execution.Requests;

/// <summary>Exposed and published ports. What is published is exposed as well.</summary>
public static class PortRequests
{
    /// <summary>
    /// Docker Compose 2.40 hands on what is written under expose, ranges and all; that dialect keeps containers of both equal.
    /// </summary>
    public static IDictionary<string, EmptyStruct>? Exposed(Service service, Dialect dialect)
    {
        var exposed = new SortedDictionary<string, EmptyStruct>(StringComparer.Ordinal);
        foreach (var port in service.Ports)
            exposed[Name(port.Target, port.Protocol)] = default;
        foreach (var range in service.Expose)
            foreach (var name in dialect == Dialect.V240 ? [range] : Range(range))
                exposed[name] = default;
        return exposed.Count == 0 ? null : exposed;
    }

    public static IDictionary<string, IList<PortBinding>> Bindings(Service service) =>
        service.Ports
            .GroupBy(port => Name(port.Target, port.Protocol), StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                IList<PortBinding> (group) =>
                    [.. group.Select(port => new PortBinding { HostIP = port.HostIp ?? "", HostPort = port.Published ?? "" })]);

    private static string Name(int port, string? protocol) =>
        port.ToString(CultureInfo.InvariantCulture) + "/" + (string.IsNullOrEmpty(protocol) ? "tcp" : protocol.ToLowerInvariant());

    /// <summary>`8000`, `8000-8010/udp`.</summary>
    private static IEnumerable<string> Range(string text)
    {
        var parts = text.Split('/', 2);
        return PortRange.TryParse(parts[0], out var range) ? range.Numbers.Select(port => Name(port, parts.ElementAtOrDefault(1))) : [];
    }
}
