using System.Collections.Immutable;
using System.Globalization;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Transport;
using Docker.DotNet.Models;

namespace Compose.Execution.Swarm;

/// <summary>Why a service has not converged: each task that does not run, and the last lines of the one that failed.</summary>
internal sealed class ServiceExplanation(EngineClient engine, ServiceWait wait)
{
    private const int LogLines = 10;
    private const int MostTasks = 5;
    private static readonly TimeSpan LongestLog = TimeSpan.FromSeconds(5);

    internal async Task<ServiceOutcome> OutcomeAsync(ServiceJudgement verdict, CancellationToken cancellationToken) => verdict switch
    {
        ServiceJudgement.Reached reached => new(wait.Service, reached.End, reached.Text),
        ServiceJudgement.Ended ended => new(wait.Service, ended.End, ended.Text) { Details = await DetailsAsync(ended, cancellationToken) },
        _ => throw new InvalidOperationException("a wait ends with a result"),
    };

    private async Task<ImmutableArray<string>> DetailsAsync(ServiceJudgement.Ended ended, CancellationToken cancellationToken)
    {
        if (wait.View is not { } view)
            return [];
        var failure = await FindAsync(ended.Task, cancellationToken) ?? wait.Failure;
        if (failure is null && ended.End == ServiceEnd.RolledBack)
            failure = await LastFailureAsync(view, cancellationToken);
        var late = ended.End is ServiceEnd.TimedOut or ServiceEnd.Paused
            ? view.Newest.Where(view.IsLate).Select(task => TaskWords.Describe(task, view.Nodes)).ToList()
            : [];
        if (failure is not null)
            late.Insert(0, TaskWords.Describe(failure, view.Nodes));
        var details = late.Distinct().Take(MostTasks).ToList();
        if (late.Count > MostTasks)
            details.Add(string.Create(CultureInfo.InvariantCulture, $"and {late.Count - MostTasks} other tasks"));
        return failure is null ? [.. details] : [.. details, .. await LogAsync(failure, cancellationToken)];
    }

    private async Task<TaskResponse?> FindAsync(string? id, CancellationToken cancellationToken)
    {
        try
        {
            return id is null ? null : await engine.InspectTaskAsync(id, cancellationToken);
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound)
        {
            // The swarm keeps only the last few tasks of each slot.
            return null;
        }
    }

    /// <summary>
    /// When the swarm was quicker than the first look, the tasks of the update are no longer those of the current specification.
    /// </summary>
    private async Task<TaskResponse?> LastFailureAsync(ServiceView view, CancellationToken cancellationToken)
    {
        var tasks = await engine.ListTasksAsync(new Filters().Add("service", view.Service.ID), cancellationToken);
        var current = view.Tasks.Select(task => task.ID).ToHashSet(StringComparer.Ordinal);
        return tasks.Where(task => ServiceView.HasFailed(task) && !current.Contains(task.ID)).MaxBy(task => task.CreatedAt);
    }

    private async Task<ImmutableArray<string>> LogAsync(TaskResponse task, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LongestLog);
        try
        {
            var query = new LogQuery { Tail = LogLines.ToString(CultureInfo.InvariantCulture) };
            await using var log = await engine.OpenTaskLogsAsync(task.ID, query, cancellationToken: limit.Token);
            var lines = await TaskLog.ReadAsync(log, limit.Token);
            return lines.IsEmpty ? [] : ["its last lines:", .. lines.TakeLast(LogLines).Select(line => "  " + line)];
        }
        catch (Exception error) when (error is EngineError
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // A node that is lost, a log driver that cannot be read, or a container that never was: the failure is explained without it.
            return [];
        }
    }
}
