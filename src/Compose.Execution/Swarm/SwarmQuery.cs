using System.Collections.Immutable;
using Compose.Engine;
using Compose.Engine.Gaps;
using Compose.Engine.Swarm;
using Compose.Engine.Transport;
using Compose.Execution.Queries;
using Compose.Files.Model;
using Docker.DotNet.Models;

namespace Compose.Execution.Swarm;

/// <summary>Lists of what a swarm has. A stack that is null stands for everything.</summary>
internal static class SwarmQuery
{
    internal static async Task<ImmutableArray<TaskRow>> TasksAsync(
        EngineClient engine, string? stack, IEnumerable<KeyValuePair<string, string>> filters, CancellationToken cancellationToken)
    {
        var listing = engine.ListTasksAsync(Filters(stack, filters), cancellationToken);
        var services = engine.ListServicesAsync(Filters(stack, []), cancellationToken);
        var nodes = new SwarmNodes(await engine.ListNodesAsync(cancellationToken));
        var names = (await services)
            .ToDictionary(service => service.ID, service => service.Spec?.Name ?? service.ID, StringComparer.Ordinal);
        return [.. (await listing).Select(task => Row(task, names, nodes))];
    }

    internal static async Task<ImmutableArray<ServiceRow>> ServicesAsync(
        EngineClient engine, string? stack, IEnumerable<KeyValuePair<string, string>> filters, CancellationToken cancellationToken) =>
        [.. (await engine.ListServicesAsync(Filters(stack, filters), cancellationToken)).Select(Row)];

    internal static async Task<ImmutableArray<StackRow>> StacksAsync(EngineClient engine, CancellationToken cancellationToken)
    {
        var services = await engine.ListServicesAsync(new Filters().Label(SwarmReader.StackLabel), cancellationToken);
        return [.. services.Select(Row).GroupBy(service => service.Stack, StringComparer.Ordinal)
            .Select(stack => new StackRow(stack.Key, stack.Count()))];
    }

    internal static async Task<ImmutableArray<NodeRow>> NodesAsync(EngineClient engine, CancellationToken cancellationToken)
    {
        var tasks = engine.ListTasksAsync(new Filters().Add("desired-state", "running"), cancellationToken);
        var nodes = await engine.ListNodesAsync(cancellationToken);
        var held = (await tasks).ToLookup(task => task.NodeID, StringComparer.Ordinal);
        return [.. nodes.Select(node => Row(node, [.. held[node.ID].Where(task => task.Status?.State <= TaskState.Running)]))];
    }

    private static Filters Filters(string? stack, IEnumerable<KeyValuePair<string, string>> more)
    {
        var filters = stack is null ? new Filters() : SwarmReader.Of(stack);
        foreach (var (key, value) in more)
            filters.Add(key, value);
        return filters;
    }

    private static TaskRow Row(TaskResponse task, Dictionary<string, string> services, SwarmNodes nodes) => new()
    {
        Id = task.ID,
        ServiceId = task.ServiceID ?? "",
        Service = services.GetValueOrDefault(task.ServiceID ?? "", task.ServiceID ?? ""),
        Slot = task.Slot ?? 0,
        NodeId = task.NodeID ?? "",
        Node = nodes.Name(task.NodeID),
        IsLost = task.NodeID is { Length: > 0 } && !nodes.IsReady(task.NodeID) && task.Status?.State <= TaskState.Running,
        Image = task.Spec?.ContainerSpec?.Image ?? "",
        DesiredState = Word(task.DesiredState),
        State = Word(task.Status?.State),
        Since = Time(task.Status?.Timestamp),
        Created = Time(task.CreatedAt),
        Error = task.Status?.Err ?? "",
        Reason = TaskWords.Reason(task),
        ContainerId = task.Status?.ContainerStatus?.ContainerID ?? "",
        ExitCode = (int)(task.Status?.ContainerStatus?.ExitCode ?? 0),
        Ports = [.. (task.Status?.PortStatus?.Ports).OrEmpty().Select(port => new PublishedPort(
            "", (int)(port.TargetPort ?? 0), (int)(port.PublishedPort ?? 0), port.Protocol ?? ""))],
    };

    private static ServiceRow Row(SwarmService service) => new()
    {
        Id = service.ID,
        Name = service.Spec?.Name ?? "",
        Stack = (service.Spec?.Labels).GetValueOrDefault(SwarmReader.StackLabel) ?? "",
        Mode = Mode(service.Spec?.Mode),
        Replicas = Replicas(service),
        Image = service.Spec?.TaskTemplate?.ContainerSpec?.Image ?? "",
        Ports = [.. (service.Endpoint?.Ports).OrEmpty().Select(port => new ServicePort(
            port.PublishedPort ?? 0, port.TargetPort ?? 0, port.Protocol ?? "", port.PublishMode == "ingress"))],
    };

    private static NodeRow Row(NodeListResponse node, IReadOnlyList<TaskResponse> tasks) => new()
    {
        Id = node.ID,
        Name = node.Description?.Hostname ?? node.ID,
        State = node.Status?.State ?? "unknown",
        Availability = node.Spec?.Availability ?? "",
        Role = node.ManagerStatus?.Leader == true ? "leader" : node.Spec?.Role ?? "",
        Address = node.Status?.Addr ?? "",
        Engine = node.Description?.Engine?.EngineVersion ?? "",
        Platform = $"{node.Description?.Platform?.OS}/{node.Description?.Platform?.Architecture}",
        Labels = new NamedMap<string>((node.Spec?.Labels).OrEmpty()),
        Tasks = tasks.Count,
        NanoCpus = node.Description?.Resources?.NanoCPUs ?? 0,
        ReservedNanoCpus = tasks.Sum(task => task.Spec?.Resources?.Reservations?.NanoCPUs ?? 0),
        Memory = node.Description?.Resources?.MemoryBytes ?? 0,
        ReservedMemory = tasks.Sum(task => task.Spec?.Resources?.Reservations?.MemoryBytes ?? 0),
    };

    private static string Mode(ServiceMode? mode) => mode switch
    {
        { Global: not null } => "global",
        { ReplicatedJob: not null } => "replicated job",
        { GlobalJob: not null } => "global job",
        _ => "replicated",
    };

    private static string Replicas(SwarmService service)
    {
        var status = service.ServiceStatus ?? new ServiceStatus();
        var counted = $"{status.RunningTasks}/{status.DesiredTasks}";
        return service.Spec?.Mode switch
        {
            { ReplicatedJob: { } job } => $"{counted} ({status.CompletedTasks}/{job.TotalCompletions ?? 0} completed)",
            { GlobalJob: not null } => $"{counted} ({status.CompletedTasks}/{status.DesiredTasks + status.CompletedTasks} completed)",
            { Global: null } when service.Spec.TaskTemplate?.Placement?.MaxReplicas is > 0 and var most =>
                $"{counted} (max {most} per node)",
            _ => counted,
        };
    }

    private static string Word(TaskState? state) => state?.ToString().ToLowerInvariant() ?? "";

    private static DateTimeOffset Time(DateTime? time) => time is { } set ? new DateTimeOffset(set, TimeSpan.Zero) : default;
}
