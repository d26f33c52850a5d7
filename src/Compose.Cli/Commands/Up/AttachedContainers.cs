using Compose.Cli.Rendering.Logs;
using Compose.Execution.Logs;
using Compose.Execution.Queries;
using Compose.Execution.Scheduling;
using Compose.Files.Model;
using Compose.Planning.Observed;
using Compose.Planning.Operations;

namespace Compose.Cli.Commands.Up;

/// <summary>
/// The containers of an attached `up`: whose lines are shown, which of them run, and when the last exit that counts ends the run.
/// </summary>
internal sealed class AttachedContainers(ComposeProject project, UpOptions options, LogPrinter printer, Func<bool> isStopping)
{
    /// <summary>The containers that run, and whether `up` ends with the last of them.</summary>
    private readonly Dictionary<string, bool> _alive = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _silence = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _started;

    /// <summary>Ends when `up` has nothing more to wait for.</summary>
    public Task Enough => _enough.Task;

    /// <summary>Ends when no container runs any more.</summary>
    public Task Silence => _silence.Task;

    /// <summary>The exit code that was asked for.</summary>
    public int? Code { get; private set; }

    /// <summary>An exit has ended the whole.</summary>
    public bool IsAborted { get; private set; }

    /// <summary>While files are watched a container that ends does not end the run: watch restarts and recreates containers.</summary>
    public bool IsWatching
    {
        get;
        set
        {
            lock (_alive)
            {
                field = value;
                EndIfDone();
            }
        }
    }

    public void End() => _enough.TrySetResult();

    public void Expect(IEnumerable<ObservedContainer> running)
    {
        foreach (var container in running.Where(container => Counts(container.Service)))
            _alive[container.Id] = IsAwaited(container.Service);
    }

    /// <summary>Everything is started. The event of a start may come later than the answer to it.</summary>
    public void Begin(PlanOutcome outcome)
    {
        lock (_alive)
        {
            foreach (var (id, service) in Started(outcome).Where(container => !_seen.Contains(container.Id)))
                _alive[id] = IsAwaited(service);
            _started = true;
            EndIfDone();
        }
    }

    public Task OnAsync(ContainerEvent happened, ProjectLogs logs)
    {
        if (!project.Services.Contains(happened.Service))
            return Task.CompletedTask;
        var name = logs.NameOf(new ContainerRow { Id = happened.Id, Name = happened.Name, Labels = happened.Labels });
        lock (_alive)
        {
            switch (happened.Kind)
            {
                case ContainerEventKind.Started when Counts(happened.Service):
                    _alive[happened.Id] = IsAwaited(happened.Service);
                    _seen.Add(happened.Id);
                    break;
                case ContainerEventKind.Exited when _alive.TryGetValue(happened.Id, out var isAwaited):
                    printer.Status(name, happened.Sentence);
                    if (happened.Restarting)
                        break;
                    _alive.Remove(happened.Id);
                    if (isAwaited)
                        OnExit(happened);
                    break;
                case ContainerEventKind.Removed:
                    _alive.Remove(happened.Id);
                    break;
            }

            EndIfDone();
        }

        return Task.CompletedTask;
    }

    /// <summary>Named services or all, without those that do not want to be, and dependencies only when asked for.</summary>
    public bool IsWatched(string service)
    {
        var attach = options.Attach;
        if (!project.Services.TryGet(service, out var declared) || attach.Except.Contains(service))
            return false;
        if (!attach.Only.IsEmpty)
            return attach.Only.Contains(service);
        return declared.Attach && (options.Services.IsEmpty || attach.Dependencies || options.Services.Contains(service));
    }

    /// <summary>
    /// `up` ends with the last container of the services that were named, and where none was, with the last that is watched.
    /// </summary>
    private bool IsAwaited(string service) => options.Services.IsEmpty ? IsWatched(service) : options.Services.Contains(service);

    private bool Counts(string service) => IsWatched(service) || IsAwaited(service);

    /// <summary>The first exit that counts decides: of the service that was named, of any, or of any that failed.</summary>
    private void OnExit(ContainerEvent happened)
    {
        var attach = options.Attach;
        var ends = attach.AbortOnExit || (attach.AbortOnFailure && happened.ExitCode != 0);
        if (attach.ExitCodeFrom == happened.Service || (attach.ExitCodeFrom is null && ends))
            Code ??= happened.ExitCode;
        if (!ends || isStopping())
            return;
        IsAborted = true;
        End();
    }

    private void EndIfDone()
    {
        if (!_started || IsWatching || _alive.ContainsValue(true))
            return;
        _enough.TrySetResult();
        _silence.TrySetResult();
    }

    private IEnumerable<(string Id, string Service)> Started(PlanOutcome outcome) =>
        from step in outcome.Plan.Steps.Zip(outcome.Steps)
        where step.Second.Succeeded
        let start = step.First.Operation as Operation.StartContainer
        where start is not null && Counts(start.Target.Service)
        let id = outcome.IdOf(start.AboutContainer!.Container)
        where id is not null
        select (id, start.Target.Service);
}
