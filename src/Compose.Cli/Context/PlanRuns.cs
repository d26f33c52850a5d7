using Compose.Cli.CommandLine;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Progress;
using Compose.Execution.Building;
using Compose.Execution.Operations;
using Compose.Execution.Scheduling;
using Compose.Execution.Timelines;
using Compose.Host;
using Compose.Planning.Plans;
using Compose.Planning.Timelines;

namespace Compose.Cli.Context;

/// <summary>Runs the plans of a command, shows their progress and says what failed.</summary>
internal sealed class PlanRuns(CommandContext run)
{
    private readonly List<PlanOutcome> _outcomes = [];
    private bool _isDamageTold;

    /// <summary>Records the progress of every plan that is executed while it is set.</summary>
    public TimelineRecorder? Timeline { get; set; }

    /// <summary>When the steps of the run were carried out, once they have been.</summary>
    public TimelineDocument? FinishedTimeline { get; set; }

    /// <param name="verb">What the run is called.</param>
    /// <param name="tellsStarts">False where the logs of what is started follow.</param>
    /// <param name="inLines">Where something else writes to the terminal meanwhile, no list can be redrawn in place.</param>
    /// <param name="builds">Images are built.</param>
    public IProgressView View(string verb, bool tellsStarts = true, bool inLines = false, bool builds = false)
    {
        var progress = builds ? run.Output.BuildProgress : run.Output.Progress;
        var settings = run.Output with { Progress = inLines && progress == ProgressMode.Terminal ? ProgressMode.Plain : progress };
        return ProgressViews.Open(verb, run.Terminal, settings, TimeProvider.System, run.Dialect, run.IsDryRun, tellsStarts);
    }

    /// <summary>
    /// Runs a plan with progress and says what failed. Zero, one, three when an update failed and what was there before was put back, or
    /// 130 when the user has stopped it.
    /// </summary>
    public async Task<int> RunAsync(string verb, string project, Plan plan, RunnerSettings? settings = null)
    {
        using var view = View(verb);
        var outcome = await ExecuteAsync(project, plan, view, settings, run.Stop, run.Interrupts.Kill);
        view.Dispose();
        return Conclude(outcome);
    }

    public async Task<PlanOutcome> ExecuteAsync(
        string project, Plan plan, IProgressView view, RunnerSettings? settings, CancellationToken stop, CancellationToken kill)
    {
        if (run.IsDryRun)
            return await PlanExecutor.RunAsync(plan, new DryRunner(), ExecutionOptions, view.On, stop, kill);
        settings ??= Settings;
        if (settings.ConfigurationDamage is { } damage && !_isDamageTold)
            run.Reporter.Warn($"{damage}: no proxies and no credentials of it are used");
        _isDamageTold = true;
        return await run.Engine.RunAsync(plan, project, settings, ExecutionOptions, Report(view), stop, kill);
    }

    /// <summary>Where the events of a run go.</summary>
    public Action<ProgressEvent> Report(IProgressView view) => Timeline is not { } timeline ? view.On : happened =>
    {
        timeline.On(happened);
        view.On(happened);
    };

    public ExecutionOptions ExecutionOptions => new() { Slots = run.Parallel ?? 16 };

    public RunnerSettings Settings => run.Engine.Settings(run.Location.Environment[EnvironmentNames.DefaultPlatform]) with
    {
        Transfers = run.Parallel ?? 8,
        Debug = run.Global.Verbose ? text => run.Terminal.ReportLine(text) : null,
    };

    /// <summary>What became of the plans that are over.</summary>
    public IReadOnlyList<PlanOutcome> Outcomes => _outcomes;

    public int Conclude(PlanOutcome outcome)
    {
        _outcomes.Add(outcome);
        if (!outcome.Succeeded)
            run.Reporter.OnFailure();
        if (run.Output.Progress != ProgressMode.Json)
            run.Terminal.Report(FailureSummary.Render(outcome, run.Output.Error, run.Declared, run.Sources), isStyled: true);
        else
            foreach (var (_, error) in outcome.Failures())
                run.Reporter.Fail(string.Join('\n', [error.Message, .. error.Details]));
        if (run.Output.Diagnostics == DiagnosticFormat.GitHub)
            run.Terminal.Report(FailureAnnotations.Render(outcome, run.Declared, run.Sources, run.Output.Workspace));
        return outcome.Failures().Any() ? outcome.IsRolledBack ? ExitCodes.RolledBack : ExitCodes.Failure
            : outcome.Cancelled ? ExitCodes.Interrupted : ExitCodes.Success;
    }
}
