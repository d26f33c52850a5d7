using System.Globalization;
using Compose.Execution.Queries;
using Compose.Host;

namespace Compose.Cli.Commands.With;

/// <summary>
/// Where the services are, as variables: WEB_HOST, WEB_PORT for the lowest port, WEB_PORT_8080 and WEB_PORT_53_UDP for each.
/// </summary>
internal static class ServiceAddresses
{
    public static SortedDictionary<string, string?> Of(string project, IEnumerable<ContainerRow> containers, string engine)
    {
        var variables = new SortedDictionary<string, string?>(StringComparer.Ordinal) { [EnvironmentNames.ProjectName.Name] = project };
        var host = PublishedHost.Of(engine);
        foreach (var container in containers.GroupBy(row => row.Service).Select(replicas => replicas.MinBy(row => row.Number)!))
            Add(variables, VariableName(container.Service), [.. container.Ports.Where(port => port.Published > 0)], host);
        return variables;
    }

    private static void Add(SortedDictionary<string, string?> variables, string service, List<PublishedPort> ports, string host)
    {
        // The engine lists a port of all addresses twice: for IPv4 and for IPv6.
        foreach (var port in ports.OrderBy(port => port.Protocol).ThenBy(port => port.Target).ThenBy(port => port.Address.Contains(':')))
        {
            var number = port.Published.ToString(CultureInfo.InvariantCulture);
            variables.TryAdd($"{service}_HOST", port.Address is "" or "0.0.0.0" or "::" ? host : port.Address);
            variables.TryAdd($"{service}_PORT", number);
            var suffix = port.Protocol == "tcp" ? "" : "_" + port.Protocol.ToUpperInvariant();
            variables.TryAdd($"{service}_PORT_{port.Target}{suffix}", number);
        }
    }

    private static string VariableName(string service) =>
        string.Concat(service.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));
}
