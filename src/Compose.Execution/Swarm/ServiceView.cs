using System.Collections.Immutable;
using Docker.DotNet.Models;

namespace Compose.Execution.Swarm;

/// <summary>A service with the tasks of its current specification and the nodes.</summary>
public sealed record ServiceView(SwarmService Service, ImmutableArray<TaskResponse> Tasks, SwarmNodes Nodes)
{
    private static readonly TimeSpan UsualInterval = TimeSpan.FromSeconds(30);

    /// <summary>For so long a swarm waits for the end of an old task whose node does not report, before its update goes on.</summary>
    private static readonly TimeSpan OldTaskTime = TimeSpan.FromMinutes(1);

    internal string UpdateState => Service.UpdateStatus?.State ?? "";

    internal bool IsUpdating => UpdateState is "updating" or "rollback_started";

    internal bool IsGlobal => Service.Spec?.Mode is { Global: not null } or { GlobalJob: not null };

    internal bool IsJob => Service.Spec?.Mode is { ReplicatedJob: not null } or { GlobalJob: not null };

    internal SwarmRestartPolicy? Restart => Service.Spec?.TaskTemplate?.RestartPolicy;

    /// <summary>An ended task is no fault where the policy does not start it again.</summary>
    internal bool MayEnd => Restart?.Condition is "none" or "on-failure";

    internal TimeSpan Monitor => Service.Spec?.UpdateConfig?.Monitor is { Ticks: > 0 } set ? set : TimeSpan.FromSeconds(5);

    /// <summary>
    /// A new task whose node was lost before it ran. Another one takes its place, but the swarm's update waits for this one, and does not
    /// go on.
    /// </summary>
    internal TaskResponse? Stuck => IsUpdating
        ? Tasks.FirstOrDefault(
        task => task is { DesiredState: TaskState.Shutdown, Status.State: < TaskState.Running } && !Nodes.IsReady(task.NodeID))
        : null;

    /// <summary>The replicas that it is to have. Of a global service those that are left of an update count, too.</summary>
    internal long Wanted => Service.Spec?.Mode?.Replicated is { } replicated
        ? (long)(replicated.Replicas ?? 1)
        : Math.Max(
        Tasks.Count(task => task.DesiredState == TaskState.Running), IsUpdating ? (long)(Service.ServiceStatus?.DesiredTasks ?? 0) : 0);

    /// <summary>The newest task of each slot, of a global service of each node, in their order.</summary>
    internal IEnumerable<TaskResponse> Newest => Tasks
        .GroupBy(task => (Node: IsGlobal ? task.NodeID : null, Slot: task.Slot ?? 0))
        .OrderBy(group => group.Key.Slot)
        .Select(group => group.MaxBy(task => task.CreatedAt)!);

    internal static bool IsWanted(TaskResponse task) => task.DesiredState is TaskState.Running or TaskState.Ready or TaskState.Complete;

    internal bool Runs(TaskResponse task) =>
        task.DesiredState == TaskState.Running && task.Status?.State == TaskState.Running && Nodes.IsReady(task.NodeID);

    /// <summary>It is to run and does not yet, or does not any more.</summary>
    internal bool IsLate(TaskResponse task) => IsWanted(task) && !Runs(task) && task.Status?.State != TaskState.Complete;

    internal static bool HasFailed(TaskResponse task) => task.Status?.State is TaskState.Failed or TaskState.Rejected;

    /// <summary>For so long a task may be silent: a pull is one step, health checks take time, and updates pause between batches.</summary>
    internal TimeSpan Grace
    {
        get
        {
            var grace = UpdateState.Length == 0 ? TimeSpan.Zero : (Service.Spec?.UpdateConfig?.Delay ?? TimeSpan.Zero) + Monitor;
            if (IsUpdating && Stuck is null && Nodes.Lost.Any())
                grace += OldTaskTime;
            if (Tasks.Any(task => task.Status?.State == TaskState.Preparing))
                grace += TimeSpan.FromMinutes(10);
            if (Tasks.Any(task => task.Status?.State == TaskState.Ready))
                grace += Restart?.Delay ?? TimeSpan.Zero;
            if (Tasks.Any(task => task.Status?.State == TaskState.Starting))
                grace += HealthTime;
            return grace;
        }
    }

    private TimeSpan HealthTime => Service.Spec?.TaskTemplate?.ContainerSpec?.Healthcheck is { Test.Count: > 0 } check
        ? (check.StartPeriod ?? TimeSpan.Zero) + ((check.Interval ?? UsualInterval) * (check.Retries is > 0 and var retries ? retries : 3))
        : TimeSpan.Zero;
}
