using Compose.Cli.CommandLine;
using Compose.Cli.Rendering.Progress;
using Compose.Cli.Terminals;
using Compose.Execution;
using Compose.Execution.Building;
using Compose.Execution.Converging;
using Compose.Execution.Scheduling;
using Compose.Files;
using Compose.Files.Diagnostics;
using Compose.Files.Discovery;
using Compose.Files.Text;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Cli.Context;

/// <summary>The work on a project as a command does it: problems and progress are printed.</summary>
internal sealed class CommandConvergence(CommandContext run) : IConvergeRun
{
    /// <summary>The command, for the progress of what providers do.</summary>
    public string Verb { get; init; } = "up";

    public bool QuietPull { get; init; }
    public bool QuietBuild { get; init; }

    /// <summary>For the exit when a plan has failed.</summary>
    public int? FailureCode { get; private set; }

    public EngineSession Engine => run.Engine;
    public ProjectLocation Location => run.Location;
    public Dialect Dialect => run.Dialect;
    public SourceSet Sources => run.Sources;
    public RunnerSettings Settings => run.Plans.Settings;
    public bool IsDryRun => run.IsDryRun;
    public CancellationToken Stop => run.Stop;

    public void Report(IReadOnlyCollection<Diagnostic> problems) => run.Reporter.Report(problems, run.Sources);

    public void Warn(string sentence) => run.Reporter.Warn(sentence);

    public void Fail(string sentence) => run.Reporter.Fail(sentence);

    public Task LockAsync(string project) => run.Locks.TakeAsync(project);

    public BuildOrder Around(BuildOrder order)
    {
        var output = new DispensableOutput(run.Terminal.Output);
        return order with
        {
            Environment = run.Call.Process.Variables,
            CurrentDirectory = run.Call.Process.CurrentDirectory,
            PrintsLog = run.Output.BuildProgress == ProgressMode.Plain,
            Print = bytes => output.Write(bytes.Span),
        };
    }

    public async Task<bool> ExecuteAsync(string project, Plan plan, RunnerSettings settings, ConvergeStage stage)
    {
        using var view = stage == ConvergeStage.Providers ? run.Plans.View(Verb)
            : run.Plans.View(stage == ConvergeStage.Build ? "build" : "pull", builds: stage == ConvergeStage.Build);
        var relay = new Relay(view, happened => (QuietBuild && IsOfBuild(happened)) || (QuietPull && IsOfPull(happened)));
        var outcome = await run.Plans.ExecuteAsync(project, plan, relay, settings, run.Stop, run.Interrupts.Kill);
        view.Dispose();
        if (stage != ConvergeStage.Providers && outcome.Succeeded)
            return true;
        FailureCode = run.Plans.Conclude(outcome);
        return FailureCode == Hosting.ExitCodes.Success;
    }

    private static bool IsOfBuild(ProgressEvent happened) =>
        happened is ProgressEvent.Output or ProgressEvent.Progressed { Step.Operation: Operation.BuildImage };

    private static bool IsOfPull(ProgressEvent happened) => happened is ProgressEvent.Progressed { Step.Operation: Operation.PullImage };

    private sealed class Relay(IProgressView view, Func<ProgressEvent, bool> isHidden) : IProgressView
    {
        public void On(ProgressEvent happened)
        {
            if (!isHidden(happened))
                view.On(happened);
        }

        public void Dispose() => view.Dispose();
    }
}
