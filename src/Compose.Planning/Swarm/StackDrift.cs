using System.Globalization;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Planning.Drift;
using Compose.Planning.Operations;
using Compose.Planning.Secrets;
using Compose.Planning.Swarm.Desired;
using Compose.Planning.Swarm.Observed;
using Compose.Planning.Swarm.Releases;
using Compose.Planning.Swarm.Specs;
using Api = Docker.DotNet.Models;

namespace Compose.Planning.Swarm;

/// <summary>What of a stack is no longer as it was deployed: changed or removed by another client, or lost with a node.</summary>
internal sealed class StackDrift(ObservedStack observed, NamedMap<Service> declared, Redaction redaction)
{
    /// <param name="expected">The specs of a release.</param>
    public DriftReport Of(IEnumerable<Api.ServiceSpec> expected) =>
        new([.. expected.SelectMany(Findings), .. observed.Nodes.SelectMany(Findings)], []);

    private IEnumerable<DriftFinding> Findings(Api.ServiceSpec named)
    {
        var (spec, missing) = ReleaseSpecs.Bound(named, observed);
        var key = StackServiceNames.Short(observed.Name, spec.Name!);
        var service = declared.TryGet(key, out var file) ? file : new Service { Name = key, Source = new YamlMapping(default, []) };
        foreach (var name in missing)
            yield return Finding(spec, key, AttributePath.Of("services", key), name, "removed");
        if (observed.Find(spec.Name!) is not { Spec: { } found } running)
        {
            yield return Finding(spec, key, AttributePath.Of("services", key), "created", "removed");
            yield break;
        }

        spec.TaskTemplate!.ForceUpdate = found.TaskTemplate?.ForceUpdate ?? 0;
        foreach (var change in new SpecComparison(service, found, spec, redaction, NetworkName).Reasons()
            .SelectMany(reason => reason.Changes))
            yield return Finding(spec, key, change.Path, change.New, change.Old) with { Where = change.Where };
        if (running.ServiceStatus is { } status && status.RunningTasks < status.DesiredTasks)
            yield return Finding(
                spec, key, AttributePath.Of("tasks"), Running(status.DesiredTasks),
                Running(status.RunningTasks)) with
            { Repair = DriftRepair.None };
    }

    private static IEnumerable<DriftFinding> Findings(Api.NodeListResponse node)
    {
        var resource = new Resource(ResourceKind.Node, node.Description?.Hostname ?? node.ID);
        if (node.Status?.State is { } state and not "ready")
            yield return new DriftFinding(resource, null, AttributePath.Of("state"), "ready", state, DriftRepair.None);
        else if (node.Spec?.Availability is { } availability and not ("active" or ""))
            yield return new DriftFinding(resource, null, AttributePath.Of("availability"), "active", availability, DriftRepair.None);
    }

    private static string Running(ulong count) => string.Create(CultureInfo.InvariantCulture, $"{count} running");

    private static DriftFinding Finding(Api.ServiceSpec spec, string key, AttributePath path, string? wanted, string? found) =>
        new(new Resource(ResourceKind.Service, spec.Name!), key, path, wanted, found, DriftRepair.Up);

    private string NetworkName(string id) => observed.AllNetworks.FirstOrDefault(network => network.ID == id)?.Name ?? id;
}
