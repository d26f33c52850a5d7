using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Logs;
using Compose.Cli.Rendering.Progress;
using Compose.Cli.Terminals;
using Compose.Execution.Logs;
using Compose.Execution.Queries;
using Compose.Execution.Tasks;
using Compose.Files;
using Compose.Files.Model;
using Compose.Planning;
using Compose.Planning.Desired;
using Compose.Planning.Lifecycle;
using Compose.Planning.Observed;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Watch.Rules;

namespace Compose.Cli.Commands.Up;

/// <summary>
/// `up` that stays: listens before anything is started, shows what the containers print, and ends when the last of them has ended, when one
/// of them ends the whole (--abort-on-container-exit), or when the user has enough. While it stops them their last words are still shown.
/// When the reader of its output has gone (`| head`) it leaves them running, as Docker Compose does, but not before everything is started.
/// </summary>
internal sealed class AttachedUp : IDisposable
{
    /// <summary>How long the news of the last exits may take once the engine has said that everything is stopped.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly CommandContext _run;
    private readonly ComposeProject _project;
    private readonly UpOptions _options;
    private readonly DispensableOutput _output;
    private readonly LogPrinter _printer;
    private readonly AttachedContainers _containers;
    private readonly CancellationTokenSource _end = new();
    private readonly WatchToggle _watch;
    private readonly StackPage _page;
    private bool _isLeft;
    private ShortcutMenu? _menu;

    public AttachedUp(CommandContext run, ComposeProject project, UpOptions options, DispensableOutput output, WatchSet? rules)
    {
        (_run, _project, _options, _output) = (run, project, options, output);
        _page = new StackPage(run.Call, run.Location);
        _printer = new LogPrinter(run.Terminal with { Output = output }, Style(run, options.Attach));
        _containers = new AttachedContainers(project, options, _printer, () => run.Interrupts.Asked);
        _watch = new WatchToggle(run, project, options, _printer, _containers, rules);
    }

    /// <summary>Called when the plan has been executed, before anything is stopped again.</summary>
    public Action? OnStarted { get; init; }

    public async Task<int> RunAsync(Plan plan)
    {
        if (_options.Attach.Page)
            _run.Inform(await _page.ShowAsync(open: false));
        var logs = _run.Engine.Logs(_project.Name);
        await using var follow = await logs.OpenAsync(_run.Stop);
        var watched = plan.Unchanged.Where(container => _containers.IsWatched(container.Service)).Select(Row).ToList();
        _containers.Expect(plan.Unchanged);
        var names = Names(plan);
        _printer.Expect(names);
        using var list = _run.Plans.View(_options.Verb, tellsStarts: false);
        using var view = new AttachedProgress(list, _printer, name => NameOf(logs, name), _run.Output.Progress == ProgressMode.Terminal);
        _printer.OnFirst = () => Attach(list, names);
        _run.Interrupts.OnFirst(() => _containers.End());
        using var tasks = new TaskGroup(_end.Token);
        tasks.Add(token => follow.RunAsync(
            watched, new LogRequest { Tail = "0" }, row => _containers.IsWatched(row.Service), _printer,
            happened => _containers.OnAsync(happened, logs), token));

        _menu = ShortcutMenu.Open(_run, _options.Attach, _printer, _watch, _page, Leave);
        if (_menu is not null)
            tasks.Add(_menu.ListenAsync);
        _watch.RunIn(tasks);
        var following = tasks.WaitAsync();
        var outcome = await _run.Plans.ExecuteAsync(
            _project.Name, plan, new HookLines(view, _printer, logs), null, _run.Stop, _run.Interrupts.Kill);
        OnStarted?.Invoke();
        var failed = !outcome.Succeeded && !_run.Interrupts.Asked;
        if (!outcome.Succeeded && !_printer.IsOpen)
            _printer.OnFirst = list.Dispose;
        _printer.Open();
        _run.Locks.Release();
        _run.Interrupts.MustFinish = true;
        if (!failed)
        {
            if (_options.Watch)
                _watch.TurnOn();
            _containers.Begin(outcome);

            // When the engine has gone there is nothing to wait for.
            await Task.WhenAny(_containers.Enough, following, _output.ReaderGone);
        }

        _menu?.Dispose();
        _watch.End();
        var isUnread = _output.ReaderGone.IsCompleted;
        var code = failed ? _run.Plans.Conclude(outcome)
            : _run.Interrupts.Asked || _containers.IsAborted ? await StopAsync()
            : isUnread ? ExitCodes.OutputClosed
            : _containers.Code ?? ExitCodes.Success;
        await EndAsync(follow, following, drains: !failed && !_isLeft && !isUnread);
        return code;
    }

    /// <summary>The list has ended; from here on the containers write.</summary>
    private void Attach(IProgressView list, List<string> names)
    {
        list.Dispose();
        if (names.Count > 0)
            _run.Terminal.Remark("Attaching to " + string.Join(", ", names));
    }

    public void Dispose()
    {
        _menu?.Dispose();
        _page.Dispose();
        _watch.Dispose();
        _end.Dispose();
    }

    /// <summary>The user goes, the containers stay; what is still being started is started first.</summary>
    private void Leave()
    {
        _isLeft = true;
        _menu?.Dispose();
        _containers.End();
    }

    private static LogStyle Style(CommandContext run, AttachOptions attach) => new(
        Prefix: !attach.NoPrefix,
        Color: !attach.NoColor && run.Output.Output.IsColored,
        SplitErrors: true,
        Timestamps: attach.Timestamps ? TimeProvider.System : null);

    private async Task<int> StopAsync()
    {
        Announce(_containers.IsAborted ? "Aborting on container exit..." : "Gracefully Stopping... press Ctrl+C again to force");
        var stack = ProjectOutline.Of(DesiredState.Of(_project, new DesiredOptions { Dialect = _run.Dialect }));
        var observed = await _run.Engine.ObserveAsync(_project.Name, _project, images: false, CancellationToken.None);
        var policy = new LifecyclePolicy
        {
            Services = _options.Services,
            StopTimeout = _options.Timeout,
            StoppableProviders = await _run.Engine.StoppableProvidersAsync(_project, CancellationToken.None),
        };
        using var view = _run.Plans.View("stop", inLines: true);
        var lines = new HookLines(view, _printer, _run.Engine.Logs(_project.Name));
        var outcome = await _run.Plans.ExecuteAsync(
            _project.Name, Planner.Stop(stack, observed, policy), lines, null, _run.Interrupts.Kill, _run.Interrupts.Kill);
        if (_run.Interrupts.Kill.IsCancellationRequested)
        {
            observed = await _run.Engine.ObserveAsync(_project.Name, _project, images: false, CancellationToken.None);
            outcome = await _run.Plans.ExecuteAsync(_project.Name, Planner.Kill(stack, observed, policy), view, null, default, default);
        }

        view.Dispose();
        var code = _run.Plans.Conclude(outcome);
        return _containers.IsAborted ? await CodeAsync() : _run.Interrupts.Asked ? ExitCodes.Interrupted : code;
    }

    /// <summary>Docker Compose 2.40 says the first of the two sentences on standard _output.</summary>
    private void Announce(string sentence)
    {
        if (!_containers.IsAborted && _run.Dialect == Dialect.V240)
            _run.Terminal.Remark(sentence);
        else
            _run.Inform((_run.Output.StatusToOutput ? _run.Output.Output : _run.Output.Error).BoldRed(sentence));
    }

    /// <summary>The service whose code was asked for may only have ended now, by our stop.</summary>
    private async Task<int> CodeAsync()
    {
        if (_containers.Code is null)
            await Task.WhenAny(_containers.Silence, Task.Delay(LastWords, TimeProvider.System));
        if (_containers.Code is { } known)
            return known;
        var rows = await _run.Engine.ContainersAsync(_project.Name, all: true, OneOffFilter.Exclude, CancellationToken.None);
        return rows.FirstOrDefault(row => row.Service == _options.Attach.ExitCodeFrom)?.ExitCode ?? ExitCodes.Success;
    }

    /// <summary>Everything that the ended containers have printed is shown before we go.</summary>
    private async Task EndAsync(LogFollow follow, Task following, bool drains)
    {
        if (drains)
            await Task.WhenAny(
                Task.WhenAll(_containers.Silence, follow.DrainAsync()), following, Task.Delay(LastWords, TimeProvider.System));

        await _end.CancelAsync();
        await following;
    }

    private List<string> Names(Plan plan)
    {
        var made = plan.Steps.Select(step => step.Operation).OfType<Operation.StartContainer>().Select(start => start.Target);
        var logs = _run.Engine.Logs(_project.Name);
        return [.. made.Select(target => (target.Service, target.Name))
            .Concat(plan.Unchanged.Select(container => (container.Service, container.Name)))
            .Where(item => _containers.IsWatched(item.Service))
            .Select(item => NameOf(logs, item.Name))
            .Distinct().Order(StringComparer.Ordinal)];
    }

    private static string NameOf(ProjectLogs logs, string container) => logs.NameOf(new ContainerRow { Id = "", Name = container });

    private static ContainerRow Row(ObservedContainer container) =>
        new() { Id = container.Id, Name = container.Name, Labels = container.Labels, State = container.State };
}
