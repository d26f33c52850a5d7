using System.Collections.Immutable;
using Compose.Execution.Details;
using Compose.Execution.Queries;
using Compose.Planning.Observed;
using Compose.Planning.Pictures;
using Compose.Ui.Model;

namespace Compose.Ui.Stack;

/// <summary>The containers of the engine and the services of the files as one state.</summary>
internal sealed class StackPicture(
    StackGraph? graph, ImmutableArray<ContainerRow> rows, IReadOnlyDictionary<string, ContainerDetails> details)
{
    public ImmutableArray<ServiceDocument> Services()
    {
        var declared = graph?.Nodes.Select(node => node.Name) ?? [];
        var all = declared.Concat(rows.Select(row => row.Service)).Distinct(StringComparer.Ordinal);
        return [.. all.Order(StringComparer.Ordinal).Select(Service)];
    }

    private ServiceDocument Service(string name)
    {
        var node = graph?.Nodes.FirstOrDefault(node => node.Name == name);
        var own = Rows(name).OrderBy(row => row.Number).ToImmutableArray();
        var isWaiting = own.Any(row => row.State == ContainerState.Created);
        var dependencies = (graph?.Edges ?? []).Where(edge => edge.From == name)
            .Select(edge => (Edge: edge, IsMet: IsMet(edge)))
            .Select(pair => new DependencyDocument(pair.Edge.To, pair.Edge.Label, pair.IsMet, isWaiting && !pair.IsMet)).ToImmutableArray();
        var state = StateWords.Worst(own.Select(StateWords.Of));
        return new ServiceDocument
        {
            Name = name,
            Image = node?.Image ?? own.Select(row => row.Image).FirstOrDefault() ?? "",
            State = state == "created" && dependencies.Any(dependency => dependency.Waits) ? "waiting" : state,
            Declared = node is not null,
            Running = own.Count(row => row.State is ContainerState.Running or ContainerState.Paused),
            Wanted = node?.Replicas ?? 0,
            Ports = [.. own.SelectMany(row => row.Ports).Where(port => port.Published > 0).Select(Port).DistinctBy(port => port.Text)],
            DependsOn = dependencies,
            Containers = [.. own.Select(Container)],
        };
    }

    private IEnumerable<ContainerRow> Rows(string service) => rows.Where(row => row.Service == service);

    private bool IsMet(StackEdge edge)
    {
        var targets = Rows(edge.To).ToList();
        return targets.Count > 0 && edge.Kind switch
        {
            EdgeKind.Healthy => targets.TrueForAll(row => row is { State: ContainerState.Running, Health: HealthState.Healthy }),
            EdgeKind.Completed => targets.TrueForAll(row => row is { State: ContainerState.Exited, ExitCode: 0 }),
            _ => targets.TrueForAll(row => row.State != ContainerState.Created),
        };
    }

    private ContainerDocument Container(ContainerRow row)
    {
        var known = details.GetValueOrDefault(row.Id);
        var state = StateWords.Of(row);
        return new ContainerDocument
        {
            Id = row.Id,
            Name = row.Name,
            State = state,
            ExitCode = row.ExitCode,
            StartedAt = known?.StartedAt,
            FinishedAt = row.State is ContainerState.Running or ContainerState.Paused ? null : known?.FinishedAt,
            Restarts = known?.RestartCount ?? 0,
            Probe = known?.ProbeOutput,
            ProbeExit = known?.ProbeExitCode,
            Why = state is "healthy" or "running" or StateWords.Stopped ? [] : known?.Explanation ?? [],
        };
    }

    /// <summary>A port that listens at every address is reached by the name of this machine.</summary>
    private static PortDocument Port(PublishedPort port)
    {
        var host = port.Address is "" or "0.0.0.0" or "::" ? "localhost" : port.Address.Contains(':') ? $"[{port.Address}]" : port.Address;
        var url = port.Protocol == "tcp" ? $"http://{host}:{port.Published}" : null;
        return new PortDocument($"{host}:{port.Published} → {port.Target}/{port.Protocol}", url);
    }
}
