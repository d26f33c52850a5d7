using Compose.Cli.Commands.Watch;
using Compose.Cli.Context;
using Compose.Cli.Rendering.Logs;
using Compose.Execution.Tasks;
using Compose.Files.Model;
using Compose.Watch.Manifests;
using Compose.Watch.Rules;

namespace Compose.Cli.Commands.Up;

/// <summary>Watching in an attached `up`: on from the start with --watch, on and off with a key.</summary>
internal sealed class WatchToggle : IDisposable
{
    private readonly CommandContext _run;
    private readonly ComposeProject _project;
    private readonly UpOptions _options;
    private readonly AttachedContainers _containers;
    private readonly AttachedWatchOutput _output;
    private readonly ServiceUpdate _update;
    private readonly Lock _gate = new();
    private WatchSet? _rules;
    private TaskGroup? _tasks;
    private CancellationTokenSource? _session;

    /// <summary>When the command began, or when watching was turned off.</summary>
    private DateTimeOffset _since;

    public WatchToggle(
        CommandContext run, ComposeProject project, UpOptions options, LogPrinter printer, AttachedContainers containers, WatchSet? rules)
    {
        (_run, _project, _options, _containers, _since, _rules) = (run, project, options, containers, run.Started, rules);
        _output = new AttachedWatchOutput(run, printer);
        _update = new ServiceUpdate(run, project, options);
    }

    public bool IsOn
    {
        get
        {
            lock (_gate)
                return _session is not null;
        }
    }

    /// <summary>The tasks of the run that watching belongs to.</summary>
    public void RunIn(TaskGroup tasks) => _tasks = tasks;

    /// <summary>False when no service has rules. A rule that cannot work leaves it off, and has been reported.</summary>
    public bool TurnOn()
    {
        if (_tasks is null)
            return false;
        if ((_rules ??= WatchCommand.Rules(_run, _project, _options.Services)) is not { } set)
            return true;
        if (set.Rules.Count == 0)
            return false;
        lock (_gate)
        {
            if (_session is not null)
                return true;
            _session = CancellationTokenSource.CreateLinkedTokenSource(_tasks.Token);
            _containers.IsWatching = true;
            var end = _session.Token;
            var manifests = ManifestStore.Open(_run.Call.Process.Variables);
            var options = new WatchOptions(Prune: false, _options.QuietBuild);
            var context = new WatchContext(_run, _project, _output, _update, options, manifests, _since);
            _tasks.Add(_ => RunAsync(new WatchSession(context, set), end));
        }

        return true;
    }

    public void TurnOff()
    {
        if (End())
            _output.On(new WatchEvent(WatchEventKind.Disabled));
    }

    /// <summary>Ends watching without a word; false when it is off.</summary>
    public bool End()
    {
        lock (_gate)
        {
            if (_session is null)
                return false;
            _session.Cancel();
            _session.Dispose();
            _session = null;
            _since = TimeProvider.System.GetUtcNow();
        }

        _containers.IsWatching = false;
        return true;
    }

    public void Dispose()
    {
        _update.Dispose();
        _session?.Dispose();
    }

    private static async Task RunAsync(WatchSession session, CancellationToken end)
    {
        try
        {
            await session.RunAsync(end);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The key was pressed; the run goes on.
        }
    }
}
