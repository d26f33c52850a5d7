using System.Globalization;
using Compose.Execution.Swarm;
using Docker.DotNet.Models;
using TaskStatus = Docker.DotNet.Models.TaskStatus;

namespace Compose.Execution.Tests.Swarm;

/// <summary>Services and tasks as a swarm lists them.</summary>
internal static class Views
{
    public static readonly SwarmNodes Nodes = new([Node("n1"), Node("n2"), Node("n3", "down")]);

    public static ServiceView Of(SwarmService service, params TaskResponse[] tasks) => new(service, [.. tasks], Nodes);

    /// <summary>No node is lost.</summary>
    public static ServiceView Whole(SwarmService service, params TaskResponse[] tasks) =>
        new(service, [.. tasks], new([Node("n1"), Node("n2")]));

    public static SwarmService Replicated(ulong replicas, string? update = null, string message = "", string restart = "any") =>
        Service(new() { Replicated = new() { Replicas = replicas } }, update, message, restart);

    public static SwarmService Service(ServiceMode mode, string? update = null, string message = "", string restart = "any") => new()
    {
        ID = "s1",
        Version = new() { Index = 10 },
        Spec = new() { Name = "shop_web", Mode = mode, TaskTemplate = new() { RestartPolicy = new() { Condition = restart } } },
        UpdateStatus = update is null ? null : new() { State = update, Message = message },
        JobStatus = new() { JobIteration = new() { Index = 1 } },
    };

    public static TaskResponse Task(
        int slot, string? node, TaskState state, string error = "", TaskState wanted = TaskState.Running, int age = 0,
        ulong iteration = 0) => new()
        {
            ID = string.Create(CultureInfo.InvariantCulture, $"t{slot}{node}{age}"),
            ServiceID = "s1",
            Slot = slot,
            NodeID = node,
            CreatedAt = new DateTime(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc).AddSeconds(-age),
            DesiredState = wanted,
            Status = new TaskStatus { State = state, Err = error },
            JobIteration = new() { Index = iteration },
            Spec = new() { Placement = new() { Constraints = ["node.role==worker"] } },
        };

    private static NodeListResponse Node(string name, string state = "ready") =>
        new() { ID = name, Description = new() { Hostname = name }, Status = new() { State = state } };
}
