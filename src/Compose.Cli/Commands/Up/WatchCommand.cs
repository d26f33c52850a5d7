using Compose.Cli.CommandLine;
using Compose.Cli.Commands.Watch;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Planning.Context;
using Compose.Watch.Manifests;
using Compose.Watch.Rules;

namespace Compose.Cli.Commands.Up;

/// <summary>`watch`: starts the services, then copies, rebuilds and restarts when files change.</summary>
internal static class WatchCommand
{
    public const string Description = "Watch build context for service and rebuild/refresh containers when files are updated";

    public static CommandSpec Build() => Build(_ => { });

    /// <summary>`alpha watch`, from the time before it was a command.</summary>
    public static CommandSpec Alpha() => Build(run => run.Reporter.Warn("watch is now available as a top level command"));

    private static CommandSpec Build(Action<CommandContext> begin)
    {
        var explain = Flag.Text("--explain", null, "Show what a change of this path would do, and why", kind: "path");
        var json = Flag.Switch("--json", null, "Output events as a stream of json objects");
        var noUp = Flag.Switch("--no-up", null, "Do not build & start services before watching");
        var prune = Flag.Switch("--prune", null, "Prune dangling images on rebuild", byDefault: true);
        var quiet = Flag.Switch("--quiet", null, "hide build output");
        return new CommandSpec("watch", Description)
        {
            RefusedOnSwarm = "tasks are not synchronized with files: `up --build` builds, pushes and updates",
            RequiresValidProjectName = true,
            OperandUsage = "[SERVICE...]",
            Examples =
            [
                new("Start the stack and keep it up to date with the files", "ncompose watch"),
                new("Which rule takes a file, and which pattern refuses it", "ncompose watch --explain src/app.js"),
                new("What a save would do, without doing it", "ncompose --dry-run watch"),
            ],
            Run = call => CommandContext.With(call, run =>
            {
                begin(run);
                return call.IsGiven(explain) ? Task.FromResult(Explain(run, call.Operands, call.Value(explain)))
                    : RunAsync(
                        run, call.Operands, call.Value(noUp), call.Value(json), new WatchOptions(call.Value(prune), call.Value(quiet)));
            }),
        }.With(explain, json, noUp, prune, quiet);
    }

    private static async Task<int> RunAsync(CommandContext run, IReadOnlyList<string> services, bool noUp, bool json, WatchOptions options)
    {
        if (run.ProjectName() is not { } name)
            return ExitCodes.Failure;
        var (held, holder) = run.IsDryRun ? default : await WatchLock.TakeAsync(run.Call.Process.Variables, name, run.Stop);
        if (holder != 0)
            return run.Reporter.Fail(
                $"cannot take exclusive lock for project {GoSyntax.Quote(name)}: process with PID {holder} is still running");
        using var _ = held;
        var up = new UpOptions
        {
            Services = [.. services],
            RecreateDependencies = RecreatePolicy.Never,
            QuietBuild = options.Quiet,
            QuietPull = options.Quiet,
            BuildsWatched = true,
        };
        WatchSet? set = null;
        if (!noUp && await UpWorkflow.RunAsync(run, up, inputs => (set = Usable(run, inputs.Project, services)) is not null)
            is var code and not ExitCodes.Success)
            return code;
        run.Locks.Release();
        var loaded = noUp ? run.Load(request => request with { Services = up.Services }) : run.Declared;
        if (loaded is null || await run.Engine.WithApiSocketAsync(loaded, run.Stop) is not { } project
            || (set ?? Usable(run, project, services)) is not { } rules)
            return ExitCodes.Failure;
        IWatchOutput output = json ? new JsonWatchOutput(run.Terminal, TimeProvider.System) : new TextWatchOutput(run);
        using var update = new ServiceUpdate(run, project, up);
        var manifests = ManifestStore.Open(run.Call.Process.Variables);
        var context = new WatchContext(run, project, output, update, options, manifests, run.Started);
        await new WatchSession(context, rules).RunAsync(run.Stop);
        run.Stop.ThrowIfCancellationRequested();
        return ExitCodes.Success;
    }

    /// <summary>Null when there is nothing to watch, which has been reported.</summary>
    private static WatchSet? Usable(CommandContext run, ComposeProject project, IReadOnlyList<string> services)
    {
        if (Rules(run, project, services) is not { } set)
            return null;
        if (set.Rules.Count > 0)
            return set;
        run.Reporter.Fail("none of the selected services is configured for watch, consider setting a 'develop' section");
        return null;
    }

    /// <summary>Null when a rule cannot work, which has been reported.</summary>
    internal static WatchSet? Rules(CommandContext run, ComposeProject project, IReadOnlyList<string> services)
    {
        var problems = new DiagnosticBag();
        var set = WatchSet.Of(project, run.Sources, services, problems);
        run.Reporter.Report(problems, run.Sources);
        return problems.HasErrors ? null : set;
    }

    private static int Explain(CommandContext run, IReadOnlyList<string> services, string path)
    {
        if (run.Load(request => request with { Services = [.. services] }) is not { } project
            || Rules(run, project, services) is not { } set)
            return ExitCodes.Failure;
        var verdicts = set.Explain(Path.GetFullPath(path, run.Call.Process.CurrentDirectory));
        foreach (var verdict in verdicts)
            run.Terminal.PrintLine(WatchExplanation.Of(verdict, run.Sources));
        if (verdicts.Count == 0)
            run.Terminal.PrintLine("no service has a develop section");
        return ExitCodes.Success;
    }
}
