using Compose.Cli.CommandLine;
using Compose.Cli.Hosting;
using Compose.Cli.Plugin;
using Compose.Cli.Rendering.Diagnostics;
using Compose.Cli.Terminals;
using Compose.Execution;
using Compose.Execution.Remotes;
using Compose.Files;
using Compose.Files.Discovery;
using Compose.Files.Environment;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Host;
using Compose.Planning.Plans;

namespace Compose.Cli.Context;

/// <summary>
/// What every command that deals with an engine goes through: the project, the session, the run of a plan and its last words.
/// </summary>
internal sealed class CommandContext : IAsyncDisposable
{
    private readonly ProjectContext _project;
    private readonly EngineSession _first;

    private CommandContext(Invocation call, ProjectContext project, EngineSession engine)
    {
        (Call, _project, Engine, _first) = (call, project, engine, engine);
        Nodes = new NodeEngines(call);
        Locks = new RunLocks(this);
        Plans = new PlanRuns(this);
    }

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
    public NodeEngines Nodes { get; }
    public RunLocks Locks { get; }
    public PlanRuns Plans { get; }
    public SourceSet Sources { get; private set; } = new();

    /// <summary>The project of the files, once they are loaded: failures are shown where they have their cause.</summary>
    public ComposeProject? Declared { get; private set; }

    /// <summary>Where the project runs. The files are asked too, once they are loaded.</summary>
    public DeployTarget Target => _project.GivenTarget ?? Declared?.Target
        ?? (Location.ProjectName is not null && _project.DeclaresSwarm ? DeployTarget.Swarm : DeployTarget.Engine);

    public Keyboard Keyboard => new(Terminal, Stop);
    public DateTimeOffset Started { get; } = TimeProvider.System.GetUtcNow();
    public int? Parallel => _project.Parallel;
    public bool IsDryRun => Global.DryRun;
    public CancellationToken Stop => Interrupts.Stop;

    /// <summary>A name that was given and no files: what is known of the stack then is what its labels say.</summary>
    public string? NameWithoutFiles => Location.Files.IsEmpty
        || (Global is { Files.IsEmpty: true, ProjectName.Length: > 0 } && (_project.GivenTarget is not null || !_project.DeclaresSwarm))
        ? Location.ProjectName : null;

    /// <summary>Opens, runs, and turns what the engine refuses into one line and an exit code.</summary>
    public static Task<int> With(Invocation call, Func<CommandContext, Task<int>> body) => RunAsync(ProjectContext.Open(call), call, body);

    /// <summary>For commands about the engine, in whatever folder they are run.</summary>
    public static Task<int> WithoutProject(Invocation call, Func<CommandContext, Task<int>> body) =>
        RunAsync(ProjectContext.Open(call, needsProject: false), call, body);

    private static async Task<int> RunAsync(ProjectContext? opened, Invocation call, Func<CommandContext, Task<int>> body)
    {
        if (opened is not { } session)
            return ExitCodes.Failure;
        try
        {
            await using var run = new CommandContext(call, session, NodeEngines.Open(call, call.Process.Variables));
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
            // Ctrl-C before or between plans, or while something is shown. The shell's prompt is not to stand behind the "^C" of the
            // terminal.
            if (call.Terminal.ErrorIsTerminal)
                call.Terminal.ReportLine("");
            return ExitCodes.Interrupted;
        }
    }

    /// <summary>From now on the command talks to another engine: that of a node of the swarm.</summary>
    public void MoveTo(EngineSession engine) => Engine = engine;

    public async ValueTask DisposeAsync()
    {
        await Locks.DisposeAsync();
        await Nodes.DisposeAsync();
        await _first.DisposeAsync();
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
        var taken = await Engine.ConflictsAsync(project, plan, Sources, Stop);
        Reporter.Report(taken, Sources);
        return taken.IsEmpty;
    }
}
