using System.Globalization;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Planning.Swarm.Desired;
using Compose.Planning.Swarm.Observed;
using Api = Docker.DotNet.Models;

namespace Compose.Planning.Swarm.Checks;

/// <summary>Ports that are taken, so that tasks would wait for them for ever.</summary>
internal static class PortChecks
{
    public static IEnumerable<Diagnostic> Of(ComposeProject project, ObservedStack observed, NamedMap<int> scale) =>
        Ingress(project, observed).Concat(Hosts(project, observed, scale));

    /// <summary>An ingress port is published by every node, so one service of the swarm has it.</summary>
    private static IEnumerable<Diagnostic> Ingress(ComposeProject project, ObservedStack observed)
    {
        var holders = Others(project, observed)
            .SelectMany(service => Published(service.Endpoint?.Ports, PortMapping.IsIngress).Select(port => (Port: port, service.Spec?.Name)))
            .ToLookup(item => item.Port, item => item.Name, StringComparer.Ordinal);
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (service, key) in Published(project, PortMapping.IsIngress))
        {
            var holder = holders[key].FirstOrDefault() ?? seen.GetValueOrDefault(key);
            if (holder is not null && holder != service.Name)
                yield return Problem(
                    service, $"port {key} is already published by service {holder}", "publish another port");
            seen.TryAdd(key, service.Name);
        }
    }

    /// <summary>
    /// A port of the host is free once on each node. Services with constraints are left out: their tasks may be on nodes of their own.
    /// </summary>
    private static IEnumerable<Diagnostic> Hosts(ComposeProject project, ObservedStack observed, NamedMap<int> scale)
    {
        var nodes = observed.Nodes.Length;
        if (nodes == 0)
            yield break;
        var taken = Others(project, observed)
            .SelectMany(service => Published(service.Spec?.EndpointSpec?.Ports, PortMapping.IsOfHost)
                .Select(port => (Port: port, service.Spec!.Name, Tasks: (int)(service.ServiceStatus?.DesiredTasks ?? 0))))
            .Where(item => item.Tasks > 0).ToList();
        foreach (var (service, key) in Published(project, PortMapping.IsOfHost)
            .Where(item => item.Service.Deploy?.Placement?.Constraints is null or { IsEmpty: true }))
        {
            var tasks = service.Deploy?.Mode is "global" or "global-job" ? nodes
                : scale.TryGet(service.Name, out var count) ? count : service.Replicas;
            var holders = taken.Where(item => item.Port == key).ToList();
            var sum = holders.Sum(holder => holder.Tasks) + tasks;
            if (tasks > 0 && holders.Count > 0 && sum > nodes)
                yield return Problem(
                    service,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"port {key} of the hosts is published by {Named(holders.Select(holder => holder.Name!))}, too: {sum} tasks need a node each, and there are {nodes}"),
                    "publish another port, or have fewer replicas");
            taken.Add((key, service.Name, tasks));
        }
    }

    private static string Named(IEnumerable<string> services) =>
        string.Join(" and ", services.Select(name => "service " + name).Distinct(StringComparer.Ordinal));

    private static IEnumerable<Api.SwarmService> Others(ComposeProject project, ObservedStack observed) =>
        observed.AllServices.Where(service => project.Services.Values.All(own => ServiceMapping.NameOf(project, own) != service.Spec?.Name));

    private static IEnumerable<string> Published(IList<Api.PortConfig>? ports, Func<string?, bool> isMode) =>
        (ports ?? []).Where(port => isMode(port.PublishMode)).Select(port => Key(port.PublishedPort ?? 0, port.Protocol));

    private static IEnumerable<(Service Service, string Port)> Published(ComposeProject project, Func<string?, bool> isMode) =>
        from service in project.Services.Values
        from port in service.Ports
        where isMode(port.Mode) && port.HostPorts is { First: > 0 }
        select (service, Key((uint)port.HostPorts!.Value.First, port.Protocol));

    private static Diagnostic Problem(Service service, string problem, string help) => Diagnostic.Error(
        DiagnosticCode.SwarmPortInUse, $"services.{service.Name}.ports: {problem}", AttributeChecks.Place(service, "ports"), "in use", help,
        AttributePath.Of("services", service.Name, "ports"));

    private static string Key(uint port, string? protocol) => string.Create(CultureInfo.InvariantCulture, $"{port}/{protocol ?? "tcp"}");
}
