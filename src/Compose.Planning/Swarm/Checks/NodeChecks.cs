using System.Globalization;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Planning.Swarm.Desired;
using Compose.Planning.Swarm.Observed;
using Api = Docker.DotNet.Models;

namespace Compose.Planning.Swarm.Checks;

/// <summary>Services that no node could run, whatever else runs: the swarm would accept them and wait for ever.</summary>
internal static class NodeChecks
{
    public static IEnumerable<Diagnostic> Of(ComposeProject project, ObservedStack observed, NamedMap<int> scale) => observed.Nodes.IsEmpty
        ? []
        : project.Services.Values
            .SelectMany(service =>
            new Check(service, observed, scale.TryGet(service.Name, out var count) ? count : service.Replicas).Problems());

    private sealed class Check(Service service, ObservedStack observed, int replicas)
    {
        private readonly Placement _placement = service.Deploy?.Placement ?? new Placement();

        public IEnumerable<Diagnostic> Problems()
        {
            var constraints = _placement.Constraints.Select(text => (Text: text, Constraint: Constraint.Parse(text))).ToList();
            foreach (var (text, _) in constraints.Where(item => item.Constraint is null))
                yield return Problem("placement.constraints", $"the constraint {text} can never be met",
                    "write node.id, node.hostname, node.role, node.platform.os, node.platform.arch, node.labels.NAME or engine.labels.NAME, with == or !=");
            if (replicas == 0 || constraints.Any(item => item.Constraint is null))
                yield break;
            var nodes = observed.Nodes.Where(node => constraints.All(item => item.Constraint!.IsMetBy(node))).ToList();
            if (nodes.Count == 0)
            {
                yield return Problem("placement.constraints",
                    $"none of the {observed.Nodes.Length} nodes meets {string.Join(" and ", _placement.Constraints)}",
                    "see `docker node ls`; `docker node update --label-add` labels a node");
                yield break;
            }

            foreach (var problem in Resources(nodes).Concat(Spread(nodes)))
                yield return problem;
        }

        private IEnumerable<Diagnostic> Resources(List<Api.NodeListResponse> nodes)
        {
            var wanted = ResourceMapping.Of(service, observed.ResourceKinds).Reservations;
            if (wanted is not null && !nodes.Any(node => Has(node.Description?.Resources, wanted)))
                yield return Problem(
                    "resources.reservations",
                        $"no node has as much as is reserved ({Amount(wanted)}); the largest has {Amount(Largest(nodes, wanted))}",
                        "reserve less, or add a larger node");
        }

        /// <summary>Only some tasks fit on a node.</summary>
        private IEnumerable<Diagnostic> Spread(List<Api.NodeListResponse> nodes)
        {
            if (service.Deploy?.Mode is "global" or "global-job")
                yield break;
            var most = _placement.MaxReplicasPerNode;
            if (most > 0 && replicas > most * nodes.Count)
                yield return Problem("placement.max_replicas_per_node",
                    $"{replicas} replicas do not fit on {Nodes(nodes.Count)} with {most} on each",
                    "allow more on a node, or have fewer replicas");
            if (service.Ports.Any(port => port is { Mode: PortMapping.Host, HostPorts.First: > 0 }) && replicas > nodes.Count)
                yield return Diagnostic.Error(
                    DiagnosticCode.NoSuitableNode,
                        $"services.{service.Name}: {replicas} replicas publish a port of the host, and there are only {Nodes(nodes.Count)}",
                    AttributeChecks.Place(service, "ports"), "too few nodes", "have fewer replicas, or publish in mode ingress",
                        AttributePath.Of("services", service.Name, "ports"));
        }

        private Diagnostic Problem(string attribute, string problem, string help)
        {
            var path = AttributePath.Of("services", service.Name, "deploy").Below(attribute);
            return Diagnostic.Error(
                DiagnosticCode.NoSuitableNode, $"{path}: {problem}", AttributeChecks.PlaceOf(service, "deploy." + attribute),
                    "no node for it", help, path);
        }
    }

    private static string Nodes(int count) => count == 1 ? "1 node" : string.Create(CultureInfo.InvariantCulture, $"{count} nodes");

    private static bool Has(Api.SwarmResources? node, Api.SwarmResources wanted) => node is not null
        && (node.NanoCPUs ?? 0) >= (wanted.NanoCPUs ?? 0) && (node.MemoryBytes ?? 0) >= (wanted.MemoryBytes ?? 0)
        && (wanted.GenericResources ?? [])
            .All(resource => Count(node, resource.DiscreteResourceSpec?.Kind) >= (resource.DiscreteResourceSpec?.Value ?? 0));

    private static long Count(Api.SwarmResources node, string? kind) =>
        (node.GenericResources ?? []).Sum(resource => resource.DiscreteResourceSpec is { } counted && counted.Kind == kind ? counted.Value
            ?? 0
            : resource.NamedResourceSpec is { } named && named.Kind == kind ? 1 : 0);

    private static Api.SwarmResources Largest(List<Api.NodeListResponse> nodes, Api.SwarmResources wanted) => new()
    {
        NanoCPUs = nodes.Max(node => node.Description?.Resources?.NanoCPUs ?? 0),
        MemoryBytes = nodes.Max(node => node.Description?.Resources?.MemoryBytes ?? 0),
        GenericResources =
        [
            .. from resource in wanted.GenericResources ?? []
            let kind = resource.DiscreteResourceSpec?.Kind
            let most = nodes.Max(node => node.Description?.Resources is { } has ? Count(has, kind) : 0)
            select new Api.GenericResource { DiscreteResourceSpec = new() { Kind = kind, Value = most } },
        ],
    };

    private static string Amount(Api.SwarmResources resources)
    {
        List<string> amounts = [];
        if (resources.NanoCPUs is > 0 and var cpus)
            amounts.Add(string.Create(CultureInfo.InvariantCulture, $"{cpus / 1e9:0.##} CPUs"));
        if (resources.MemoryBytes is > 0 and var memory)
            amounts.Add(string.Create(CultureInfo.InvariantCulture, $"{memory / (1024 * 1024)} MiB"));
        amounts.AddRange((resources.GenericResources ?? [])
            .Select(resource => $"{resource.DiscreteResourceSpec?.Value} {resource.DiscreteResourceSpec?.Kind}"));
        return string.Join(", ", amounts);
    }
}
