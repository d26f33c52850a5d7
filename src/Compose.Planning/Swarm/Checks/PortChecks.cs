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
        var holders = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var other in Others(project, observed))
            foreach (var port in (other.Endpoint?.Ports ?? []).Where(port => port.PublishMode != PortMapping.Host))
                holders.TryAdd(Key(port.PublishedPort ?? 0, port.Protocol), other.Spec!.Name!);
        foreach (var service in project.Services.Values)
            foreach (var key in Published(service, isOfHost: false))
                if (!holders.TryAdd(key, service.Name) && holders[key] is var holder && holder != service.Name)
                    yield return Problem(service, $"port {key} is already published by service {holder}", "publish another port");
    }

    /// <summary>
    /// A port of the host is free once on each node. Services with constraints are left out: their tasks may be on nodes of their own.
    /// </summary>
    private static IEnumerable<Diagnostic> Hosts(ComposeProject project, ObservedStack observed, NamedMap<int> scale)
    {
        var nodes = observed.Nodes.Length;
        var holders = new List<Holder>();
        foreach (var other in Others(project, observed).Where(service => service.ServiceStatus?.DesiredTasks > 0))
            foreach (var port in (other.Spec!.EndpointSpec?.Ports ?? []).Where(port => port.PublishMode == PortMapping.Host))
                holders.Add(new Holder(Key(port.PublishedPort ?? 0, port.Protocol), other.Spec.Name!, (int)other.ServiceStatus!.DesiredTasks!));
        foreach (var service in project.Services.Values.Where(service => service.Deploy?.Placement?.Constraints is null or { IsEmpty: true }))
            foreach (var key in Published(service, isOfHost: true))
            {
                var tasks = service.Deploy?.Mode is "global" or "global-job" ? nodes
                    : scale.TryGet(service.Name, out var count) ? count : service.Replicas;
                if (tasks > 0 && nodes > 0 && TooMany(key, tasks, nodes, holders) is { } problem)
                    yield return Problem(service, problem, "publish another port, or have fewer replicas");
                holders.Add(new Holder(key, service.Name, tasks));
            }
    }

    /// <summary>Null while there is a node for each task.</summary>
    private static string? TooMany(string key, int tasks, int nodes, List<Holder> holders)
    {
        var same = holders.FindAll(holder => holder.Port == key && holder.Tasks > 0);
        var sum = same.Sum(holder => holder.Tasks) + tasks;
        if (same.Count == 0 || sum <= nodes)
            return null;
        var names = string.Join(" and ", same.Select(holder => "service " + holder.Service).Distinct(StringComparer.Ordinal));
        return string.Create(CultureInfo.InvariantCulture,
            $"port {key} of the hosts is published by {names}, too: {sum} tasks need a node each, and there are {nodes}");
    }

    private static IEnumerable<Api.SwarmService> Others(ComposeProject project, ObservedStack observed) =>
        observed.AllServices.Where(service => project.Services.Values.All(own => ServiceMapping.NameOf(project, own) != service.Spec?.Name));

    private static IEnumerable<string> Published(Service service, bool isOfHost) =>
        service.Ports.Where(port => port.Mode == PortMapping.Host == isOfHost && port.HostPorts is { First: > 0 })
            .Select(port => Key((uint)port.HostPorts!.Value.First, port.Protocol));

    private static Diagnostic Problem(Service service, string problem, string help) => Diagnostic.Error(
        DiagnosticCode.SwarmPortInUse, $"services.{service.Name}.ports: {problem}", AttributeChecks.Place(service, "ports"), "in use", help,
        AttributePath.Of("services", service.Name, "ports"));

    private static string Key(uint port, string? protocol) => string.Create(CultureInfo.InvariantCulture, $"{port}/{protocol ?? "tcp"}");

    /// <summary>A service that publishes a port of the hosts, and on how many nodes.</summary>
    private sealed record Holder(string Port, string Service, int Tasks);
}
