using System.Globalization;
using Docker.DotNet.Models;

namespace Compose.Execution.Swarm;

/// <summary>Whether a service has converged. Pure: what the swarm shows is all that counts.</summary>
public static class ServiceJudge
{
    private static readonly TimeSpan Creation = TimeSpan.FromSeconds(3);

    /// <param name="view">The service as it is now.</param>
    /// <param name="isRollback">A rollback that was asked for is awaited.</param>
    public static ServiceJudgement Judge(ServiceView view, bool isRollback = false)
    {
        var said = view.Service.UpdateStatus?.Message ?? "";
        return view.UpdateState switch
        {
            "paused" => ServiceJudgement.Over(ServiceEnd.Paused, "the swarm has paused its update", TaskOf(said)),
            "rollback_paused" => ServiceJudgement.Over(ServiceEnd.Paused, "the swarm has paused the rollback of its update", TaskOf(said)),
            "rollback_completed" when !isRollback =>
                ServiceJudgement.Over(ServiceEnd.RolledBack, "the swarm has rolled its update back", TaskOf(said)),
            "rollback_started" => Pending(view, isRollback ? "is rolled back" : $"its update is rolled back: {said}"),
            "updating" => Pending(view, Updated(view)),
            _ when view.IsJob => JudgeJob(view),
            _ => JudgeRunning(view),
        };
    }

    private static ServiceJudgement JudgeRunning(ServiceView view)
    {
        var (wanted, running) = (view.Wanted, view.Tasks.Count(view.Runs));
        if (view.IsGlobal && wanted == 0)
            return ServiceJudgement.Soon(ServiceEnd.Running, "no node takes it", Creation);
        var ended = view.MayEnd ? view.Newest.Count(task => task.Status?.State == TaskState.Complete) : 0;
        if (running + ended >= wanted)
            return ServiceJudgement.Soon(ServiceEnd.Running, $"{Count(running + ended, wanted)} running", Steadiness(view));
        return WillNotRun(view)
            ? ServiceJudgement.OverSoon(ServiceEnd.Failed, "its restart policy does not start its tasks again")
            : Pending(view, $"{Count(running, wanted)} running");
    }

    private static ServiceJudgement JudgeJob(ServiceView view)
    {
        var iteration = view.Service.JobStatus?.JobIteration?.Index ?? 0;
        var tasks = view.Tasks.Where(task => (task.JobIteration?.Index ?? 0) == iteration).ToList();
        var done = tasks.Count(task => task.Status?.State == TaskState.Complete);
        var job = view.Service.Spec!.Mode!.ReplicatedJob;
        var wanted = job is null
            ? tasks.Select(task => task.NodeID).Distinct().Count()
            : (long)(job.TotalCompletions ?? job.MaxConcurrent ?? 1);
        if (done >= wanted)
            return wanted > 0 ? ServiceJudgement.Now(ServiceEnd.Completed, $"{Count(done, wanted)} completed")
                : ServiceJudgement.Soon(ServiceEnd.Completed, "no node takes it", Creation);
        return WillNotRun(view)
            ? ServiceJudgement.OverSoon(ServiceEnd.Failed, "its restart policy does not start its tasks again")
            : Pending(view, $"{Count(done, wanted)} completed");
    }

    /// <summary>All of its tasks have ended, one of them badly.</summary>
    private static bool WillNotRun(ServiceView view) =>
        view.Tasks.Any(ServiceView.HasFailed)
            && !view.Tasks.Any(task => ServiceView.IsWanted(task) && task.Status?.State <= TaskState.Running);

    /// <summary>A service that has failed before must run for as long as an update is monitored.</summary>
    private static TimeSpan? Steadiness(ServiceView view) =>
        view.UpdateState == "completed" ? TimeSpan.Zero : view.Tasks.Any(ServiceView.HasFailed) ? view.Monitor : null;

    private static ServiceJudgement.Pending Pending(ServiceView view, string counted)
    {
        var late = view.Newest.FirstOrDefault(view.IsLate) ?? view.Newest.LastOrDefault(ServiceView.HasFailed);
        var failures = view.Tasks.Count(ServiceView.HasFailed);
        var text = late is null ? counted : $"{counted}; {TaskWords.Describe(late, view.Nodes)}";
        var cause = late is not null && !ServiceView.HasFailed(late)
            ? view.Tasks.Where(ServiceView.HasFailed).MaxBy(task => task.CreatedAt) : null;
        if (cause is not null)
            text += $", after {(failures == 1 ? "1 failure" : Number(failures) + " failures")} ({TaskWords.Reason(cause)})";
        return new(text) { Progress = view.Newest.Sum(task => Rank(view, task)), Grace = view.Grace };
    }

    private static long Rank(ServiceView view, TaskResponse task) =>
        task.Status?.State == TaskState.Running && !view.Runs(task) ? 0
        : task.Status?.State is { } state and <= TaskState.Complete ? (long)state
        : 0;

    /// <summary>With `start-first` there can be more new tasks than replicas for a moment.</summary>
    private static string Updated(ServiceView view)
    {
        var counted = $"{Count(Math.Min(view.Tasks.Count(view.Runs), view.Wanted), view.Wanted)} updated";
        if (view.Newest.Any(view.IsLate) || !view.Nodes.Lost.Any())
            return counted;
        return view.Stuck is { } stuck
            ? $"{counted}; the swarm waits for a task on {view.Nodes.Name(stuck.NodeID)}, which it has lost, and does not go on without it"
            : $"{counted}; the swarm may wait a minute for old tasks on {string.Join(", ", view.Nodes.Lost)}, which it has lost";
    }

    private static string Count(long count, long of) => $"{Number(count)} of {Number(of)}";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>"update paused due to failure or early termination of task ID": the id is the last word.</summary>
    private static string? TaskOf(string message) =>
        message.Contains(" of task ", StringComparison.Ordinal) ? message[(message.LastIndexOf(' ') + 1)..] : null;
}
