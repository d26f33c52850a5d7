using Compose.Cli.CommandLine;
using Compose.Cli.Hosting;
using Compose.Cli.Plugin;
using Compose.Cli.Rendering.Diagnostics;
using Compose.Cli.Rendering.Progress;
using Compose.Cli.Terminals;
using Compose.Execution;
using Compose.Execution.Building;
using Compose.Execution.Operations;
using Compose.Execution.Remotes;
using Compose.Execution.Scheduling;
using Compose.Execution.Stacks;
using Compose.Execution.Timelines;
using Compose.Files;
using Compose.Files.Discovery;
using Compose.Files.Environment;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Host;
using Compose.Planning.Plans;
using Compose.Planning.Timelines;

namespace Compose.Cli.Context;

/// <summary>
/// What every command that deals with an engine goes through: the project, the session, the run of a plan and its last words.
/// </summary>
internal sealed class CommandContext : IAsyncDisposable
{
    private readonly ProjectContext _project;
    private ProjectLock? _lock;
    private StackLock? _stackLock;
    private readonly Dictionary<string, EngineSession> _nodes = new(StringComparer.Ordinal);
    private readonly EngineSession _first;
    private readonly List<PlanOutcome> _outcomes = [];
    private bool _isDamageTold;

    private CommandContext(Invocation call, ProjectContext project, EngineSession engine) => (Call, _project, Engine, _first) = (call, project, engine, engine);

    public Invocation Call { get; }
    public EngineSession Engine { get; private set; }
    public Interrupts Interrupts { get; } = new();
    public Terminal Terminal => Call.Terminal;
    public Reporter Reporter => _project.Reporter;
    public GlobalOptions Global => _project.Global;
    public ProjectLocation Location => _project.Location;
    public ComposeEnvironment Environment => Location.Environment;
    public OutputSettings Output => _project.Output;
    public Dialect Dialect => _project.Dialect;
    public LoadRequest Request => _project.Request;
    public SourceSet Sources { get; private set; } = new();

    /// <summary>The project of the files, once they are loaded: failures are shown where they have their cause.</summary>
    public ComposeProject? Declared { get; private set; }

    /// <summary>Records the progress of every plan that is executed while it is set.</summary>
    public TimelineRecorder? Timeline { get; set; }

    /// <summary>When the steps of the run were carried out, once they have been.</summary>
    public TimelineDocument? FinishedTimeline { get; set; }

    /// <summary>Where the project runs. The files are asked too, once they are loaded.</summary>
    public DeployTarget Target => _project.GivenTarget ?? Declared?.Target
        ?? (Location.ProjectName is not null && _project.DeclaresSwarm ? DeployTarget.Swarm : DeployTarget.Engine);

    public Keyboard Keyboard => new(Terminal, Stop);
    public DateTimeOffset Started { get; } = TimeProvider.System.GetUtcNow();
    public bool IsDryRun => Global.DryRun;
    public CancellationToken Stop => Interrupts.Stop;

    /// <summary>A name that was given and no files: what is known of the stack then is what its labels say.</summary>
    public string? NameWithoutFiles => Location.Files.IsEmpty
        || (Global is { Files.IsEmpty: true, ProjectName.Length: > 0 } && (_project.GivenTarget is not null || !_project.DeclaresSwarm))
        ? Location.ProjectName : null;

    /// <summary>Opens, runs, and turns what the engine refuses into one line and an exit code.</summary>
    public static Task<int> With(Invocation call, Func<CommandContext, Task<int>> body) => RunAsync(ProjectContext.Open(call), call, body);

    /// <summary>For commands about the engine, in whatever folder they are run.</summary>
    public static Task<int> WithoutProject(Invocation call, Func<CommandContext, Task<int>> body) => RunAsync(ProjectContext.Open(call, needsProject: false), call, body);

    private static async Task<int> RunAsync(ProjectContext? opened, Invocation call, Func<CommandContext, Task<int>> body)
    {
        if (opened is not { } session)
            return ExitCodes.Failure;
        try
        {
            await using var run = new CommandContext(call, session, Open(call, call.Process.Variables));
            await using var around = call.Process.Stop.Register(run.Interrupts.AskFirst);
            if (session.Location.Remotes is RemoteFiles remotes)
                remotes.Stop = run.Stop;
            await using var docker = PluginCall.Watch(call.Process, run.Interrupts.AskAsync);
            return await body(run);
        }
        catch (ReportedFailure error)
        {
            // The world said no outside of a plan: observing, or a list.
            return session.Reporter.Fail(error.Sentence);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C before or between plans, or while something is shown. The shell's prompt is not to stand behind the "^C" of the terminal.
            if (call.Terminal.ErrorIsTerminal)
                call.Terminal.ReportLine("");
            return ExitCodes.Interrupted;
        }
    }

    /// <summary>The engine of another node of the swarm, by its address or by the name of a docker context.</summary>
    public EngineSession EngineAt(string host)
    {
        if (_nodes.TryGetValue(host, out var known))
            return known;
        var isAddress = host.Contains("://", StringComparison.Ordinal);
        var variables = Call.Process.Variables.With(EnvironmentNames.Host, isAddress ? host : "").With(EnvironmentNames.Context, isAddress ? "" : host);
        return _nodes[host] = Open(Call, variables);
    }

    /// <summary>From now on the command talks to another engine: that of a node of the swarm.</summary>
    public void MoveTo(EngineSession engine) => Engine = engine;

    private static EngineSession Open(Invocation call, ProcessEnvironment variables) => EngineSession.Open(
        variables, call.Global.Verbose ? (method, path, status) => call.Terminal.ReportLine($"{method} {path} {status}") : null);

    /// <summary>From here until <see cref="Unlock"/> nobody else changes the project: what is observed now is what the plan meets.</summary>
    public async Task LockAsync(string project)
    {
        if (IsDryRun || _lock is not null)
            return;
        var request = new ProjectLockRequest(ProjectLock.Folders(Call.Process.Variables), Engine.Address, project, Call.Command.Name);
        _lock = await ProjectLock.AcquireAsync(request, message => Terminal.ReportLine(message), Reporter.Warn, Stop);
        Interrupts.MustFinish = true;
    }

    /// <summary>From here until the end of the command no run on another machine changes the stack either.</summary>
    public async Task LockStackAsync(string stack)
    {
        if (_stackLock is not null)
            return;
        var token = Guid.NewGuid().ToString("N");
        var owner = new StackLockOwner(StackOwner.Name(), Call.Command.Name, token, _lock?.Exchange(token));
        _stackLock = await Engine.LockStackAsync(stack, owner, Inform, Stop);
    }

    /// <summary>What has to be exclusive is done: an attached `up` goes on without the lock.</summary>
    public void Unlock()
    {
        Interrupts.MustFinish = false;
        _lock?.Dispose();
        _lock = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_stackLock is not null)
            await _stackLock.DisposeAsync();
        Unlock();
        foreach (var engine in _nodes.Values.Append(_first))
            await engine.DisposeAsync();
        Interrupts.Dispose();
    }

    /// <summary>The project of the files; null when they are wrong, which has been said.</summary>
    public ComposeProject? Load(Func<LoadRequest, LoadRequest>? adjust = null)
    {
        var basis = Request with { KeepLabelFiles = true };
        var request = adjust is null ? basis : adjust(basis);
        if (_project.Load(request) is not { } loaded)
            return null;
        Sources = loaded.Sources;
        return Declared = loaded.Project;
    }

    /// <summary>Says something about the run: it goes where its progress goes.</summary>
    public void Inform(string sentence)
    {
        if (Output.StatusToOutput)
            Terminal.Remark(sentence);
        else
            Terminal.ReportLine(sentence);
    }

    /// <summary>Whether names and ports that the plan's containers need are free; who has them is said before anything is made.</summary>
    public async Task<bool> HasNoConflictsAsync(ComposeProject project, Plan plan)
    {
        var taken = await Engine.ConflictsAsync(project, plan, Stop);
        Reporter.Report(taken, Sources);
        return taken.IsEmpty;
    }

    /// <param name="verb">What the run is called.</param>
    /// <param name="tellsStarts">False where the logs of what is started follow.</param>
    /// <param name="inLines">Where something else writes to the terminal meanwhile, no list can be redrawn in place.</param>
    /// <param name="builds">Images are built.</param>
    public IProgressView View(string verb, bool tellsStarts = true, bool inLines = false, bool builds = false)
    {
        var progress = builds ? Output.BuildProgress : Output.Progress;
        var settings = Output with { Progress = inLines && progress == ProgressMode.Terminal ? ProgressMode.Plain : progress };
        return ProgressViews.Open(verb, Terminal, settings, TimeProvider.System, Dialect, IsDryRun, tellsStarts);
    }

    /// <summary>Runs a plan with progress and says what failed. Zero, one, three when an update failed and what was there before was put back, or 130 when the user has stopped it.</summary>
    public async Task<int> RunAsync(string verb, string project, Plan plan, RunnerSettings? settings = null)
    {
        using var view = View(verb);
        var outcome = await ExecuteAsync(project, plan, view, settings, Stop, Interrupts.Kill);
        view.Dispose();
        return Conclude(outcome);
    }

    public async Task<PlanOutcome> ExecuteAsync(
        string project, Plan plan, IProgressView view, RunnerSettings? settings, CancellationToken stop, CancellationToken kill)
    {
        if (IsDryRun)
            return await PlanExecutor.RunAsync(plan, new DryRunner(), ExecutionOptions, view.On, stop, kill);
        settings ??= Settings;
        if (settings.ConfigurationDamage is { } damage && !_isDamageTold)
            Reporter.Warn($"{damage}: no proxies and no credentials of it are used");
        _isDamageTold = true;
        return await Engine.RunAsync(plan, project, settings, ExecutionOptions, Report(view), stop, kill);
    }

    /// <summary>Where the events of a run go.</summary>
    public Action<ProgressEvent> Report(IProgressView view) => Timeline is not { } timeline ? view.On : happened =>
    {
        timeline.On(happened);
        view.On(happened);
    };

    public ExecutionOptions ExecutionOptions => new() { Slots = _project.Parallel ?? 16 };

    public RunnerSettings Settings => Engine.Settings(Location.Environment[EnvironmentNames.DefaultPlatform]) with
    {
        Transfers = _project.Parallel ?? 8,
        Debug = Global.Verbose ? text => Terminal.ReportLine(text) : null,
    };

    /// <summary>Called before a failure is reported.</summary>
    public Action OnFailure { get; set; } = () => { };

    /// <summary>What became of the plans that are over.</summary>
    public IReadOnlyList<PlanOutcome> Outcomes => _outcomes;

    public int Conclude(PlanOutcome outcome)
    {
        _outcomes.Add(outcome);
        if (!outcome.Succeeded)
            OnFailure();
        if (Output.Progress != ProgressMode.Json)
            Terminal.Report(FailureSummary.Render(outcome, Output.Error, Declared, Sources), isStyled: true);
        else
            foreach (var (_, error) in outcome.Failures())
                Reporter.Fail(string.Join('\n', [error.Message, .. error.Details]));
        if (Output.Diagnostics == DiagnosticFormat.GitHub)
            Terminal.Report(FailureAnnotations.Render(outcome, Declared, Sources, Output.Workspace));
        return outcome.Failures().Any() ? outcome.IsRolledBack ? ExitCodes.RolledBack : ExitCodes.Failure
            : outcome.Cancelled ? ExitCodes.Interrupted : ExitCodes.Success;
    }
}
