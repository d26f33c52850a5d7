using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Logs;
using Compose.Cli.Rendering.Progress;
using Compose.Cli.Terminals;
using Compose.Execution.Logs;
using Compose.Execution.Queries;
using Compose.Execution.Scheduling;
using Compose.Execution.Tasks;
using Compose.Files;
using Compose.Files.Model;
using Compose.Planning;
using Compose.Planning.Desired;
using Compose.Planning.Lifecycle;
using Compose.Planning.Observed;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Cli.Commands.Up;

/// <summary>
/// `up` that stays: listens before anything is started, shows what the containers print, and ends when the last of them has ended, when one
/// of them ends the whole (--abort-on-container-exit), or when the user has enough. While it stops them their last words are still shown.
/// When the reader of its output has gone (`| head`) it leaves them running, as Docker Compose does, but not before everything is started.
/// </summary>
internal sealed class AttachedUp(CommandContext run, ComposeProject project, UpOptions options, DispensableOutput output) : IDisposable
{
    /// <summary>How long the news of the last exits may take once the engine has said that everything is stopped.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly LogPrinter _printer = new(run.Terminal with { Output = output }, Style(run, options.Attach));

    /// <summary>The containers that run, and whether `up` ends with the last of them.</summary>
    private readonly Dictionary<string, bool> _alive = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _silence = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _end = new();
    private bool _started;
    private int? _code;
    private bool _abort;
    private bool _isLeft;
    private ShortcutMenu? _menu;

    public async Task<int> RunAsync(Plan plan)
    {
        var logs = run.Engine.Logs(project.Name);
        await using var follow = await logs.OpenAsync(run.Stop);
        var watched = plan.Unchanged.Where(container => IsWatched(container.Service)).Select(Row).ToList();
        foreach (var container in plan.Unchanged.Where(container => Counts(container.Service)))
            _alive[container.Id] = IsAwaited(container.Service);
        var names = Names(plan);
        _printer.Expect(names);
        using var list = run.View(options.Verb, tellsStarts: false);
        using var view = new AttachedProgress(list, _printer, name => NameOf(logs, name), run.Output.Progress == ProgressMode.Terminal);
        _printer.OnFirst = () => Attach(list, names);
        run.Interrupts.OnFirst(() => _enough.TrySetResult());
        using var tasks = new TaskGroup(_end.Token);
        tasks.Add(token => follow.RunAsync(
            watched, new LogRequest { Tail = "0" }, row => IsWatched(row.Service), _printer, happened => OnAsync(happened, logs), token));

        _menu = ShortcutMenu.Open(run, options.Attach, _printer, Leave);
        if (_menu is not null)
            tasks.Add(_menu.ListenAsync);
        var following = tasks.WaitAsync();
        var outcome = await run.ExecuteAsync(project.Name, plan, new HookLines(view, _printer, logs), null, run.Stop, run.Interrupts.Kill);
        var failed = !outcome.Succeeded && !run.Interrupts.Asked;
        if (!outcome.Succeeded && !_printer.IsOpen)
            _printer.OnFirst = list.Dispose;
        _printer.Open();
        run.Unlock();
        run.Interrupts.MustFinish = true;
        if (!failed)
        {
            lock (_alive)
            {
                // The news of a start may come later than the answer to it.
                foreach (var (id, service) in Started(outcome).Where(container => !_seen.Contains(container.Id)))
                    _alive[id] = IsAwaited(service);
                _started = true;
                EndIfDone();
            }

            // When the engine has gone there is nothing to wait for.
            await Task.WhenAny(_enough.Task, following, output.ReaderGone);
        }

        _menu?.Dispose();
        var isUnread = output.ReaderGone.IsCompleted;
        var code = failed ? run.Conclude(outcome)
            : run.Interrupts.Asked || _abort ? await StopAsync()
            : isUnread ? ExitCodes.OutputClosed
            : _code ?? ExitCodes.Success;
        await EndAsync(follow, following, drains: !failed && !_isLeft && !isUnread);
        return code;
    }

    /// <summary>The list has ended; from here on the containers write.</summary>
    private void Attach(IProgressView list, List<string> names)
    {
        list.Dispose();
        if (names.Count > 0)
            run.Terminal.Remark("Attaching to " + string.Join(", ", names));
    }

    public void Dispose()
    {
        _menu?.Dispose();
        _end.Dispose();
    }

    /// <summary>The user goes, the containers stay; what is still being started is started first.</summary>
    private void Leave()
    {
        _isLeft = true;
        _menu?.Dispose();
        _enough.TrySetResult();
    }

    private static LogStyle Style(CommandContext run, AttachOptions attach) => new(
        Prefix: !attach.NoPrefix,
        Color: !attach.NoColor && run.Output.Output.IsColored,
        SplitErrors: true,
        Timestamps: attach.Timestamps ? TimeProvider.System : null);

    private Task OnAsync(ContainerEvent happened, ProjectLogs logs)
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
                    _printer.Status(name, happened.Sentence);
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

    /// <summary>The first exit that counts decides: of the service that was named, of any, or of any that failed.</summary>
    private void OnExit(ContainerEvent happened)
    {
        var attach = options.Attach;
        var ends = attach.AbortOnExit || (attach.AbortOnFailure && happened.ExitCode != 0);
        if (attach.ExitCodeFrom == happened.Service || (attach.ExitCodeFrom is null && ends))
            _code ??= happened.ExitCode;
        if (!ends || run.Interrupts.Asked)
            return;
        _abort = true;
        _enough.TrySetResult();
    }

    private void EndIfDone()
    {
        if (!_started || _alive.ContainsValue(true))
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

    private async Task<int> StopAsync()
    {
        Announce(_abort ? "Aborting on container exit..." : "Gracefully Stopping... press Ctrl+C again to force");
        var stack = ProjectOutline.Of(DesiredState.Of(project, new DesiredOptions { Dialect = run.Dialect }));
        var observed = await run.Engine.ObserveAsync(project.Name, project, images: false, CancellationToken.None);
        var policy = new LifecyclePolicy { Services = options.Services, StopTimeout = options.Timeout };
        using var view = run.View("stop", inLines: true);
        var lines = new HookLines(view, _printer, run.Engine.Logs(project.Name));
        var outcome = await run.ExecuteAsync(project.Name, Planner.Stop(stack, observed, policy), lines, null, run.Interrupts.Kill, run.Interrupts.Kill);
        if (run.Interrupts.Kill.IsCancellationRequested)
        {
            observed = await run.Engine.ObserveAsync(project.Name, project, images: false, CancellationToken.None);
            outcome = await run.ExecuteAsync(project.Name, Planner.Kill(stack, observed, policy), view, null, default, default);
        }

        view.Dispose();
        var code = run.Conclude(outcome);
        return _abort ? await CodeAsync() : run.Interrupts.Asked ? ExitCodes.Interrupted : code;
    }

    /// <summary>Docker Compose 2.40 says the first of the two sentences on standard output.</summary>
    private void Announce(string sentence)
    {
        if (!_abort && run.Dialect == Dialect.V240)
            run.Terminal.Remark(sentence);
        else
            run.Inform((run.Output.StatusToOutput ? run.Output.Output : run.Output.Error).BoldRed(sentence));
    }

    /// <summary>The service whose code was asked for may only have ended now, by our stop.</summary>
    private async Task<int> CodeAsync()
    {
        if (_code is null)
            await Task.WhenAny(_silence.Task, Task.Delay(LastWords, TimeProvider.System));
        if (_code is { } known)
            return known;
        var rows = await run.Engine.ContainersAsync(project.Name, all: true, OneOffFilter.Exclude, CancellationToken.None);
        return rows.FirstOrDefault(row => row.Service == options.Attach.ExitCodeFrom)?.ExitCode ?? ExitCodes.Success;
    }

    /// <summary>Everything that the ended containers have printed is shown before we go.</summary>
    private async Task EndAsync(LogFollow follow, Task following, bool drains)
    {
        if (drains)
            await Task.WhenAny(Task.WhenAll(_silence.Task, follow.DrainAsync()), following, Task.Delay(LastWords, TimeProvider.System));

        await _end.CancelAsync();
        await following;
    }

    /// <summary>Named services or all, without those that do not want to be, and dependencies only when asked for.</summary>
    private bool IsWatched(string service)
    {
        var attach = options.Attach;
        if (!project.Services.TryGet(service, out var declared) || attach.Except.Contains(service))
            return false;
        if (!attach.Only.IsEmpty)
            return attach.Only.Contains(service);
        return declared.Attach && (options.Services.IsEmpty || attach.Dependencies || options.Services.Contains(service));
    }

    /// <summary>`up` ends with the last container of the services that were named, and where none was, with the last that is watched.</summary>
    private bool IsAwaited(string service) => options.Services.IsEmpty ? IsWatched(service) : options.Services.Contains(service);

    private bool Counts(string service) => IsWatched(service) || IsAwaited(service);

    private List<string> Names(Plan plan)
    {
        var made = plan.Steps.Select(step => step.Operation).OfType<Operation.StartContainer>().Select(start => start.Target);
        var logs = run.Engine.Logs(project.Name);
        return [.. made.Select(target => (target.Service, target.Name))
            .Concat(plan.Unchanged.Select(container => (container.Service, container.Name)))
            .Where(item => IsWatched(item.Service))
            .Select(item => NameOf(logs, item.Name))
            .Distinct().Order(StringComparer.Ordinal)];
    }

    private static string NameOf(ProjectLogs logs, string container) => logs.NameOf(new ContainerRow { Id = "", Name = container });

    private static ContainerRow Row(ObservedContainer container) => new() { Id = container.Id, Name = container.Name, Labels = container.Labels, State = container.State };
}
