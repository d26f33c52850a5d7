using Compose.Execution.Operations;
using Compose.Execution.Scheduling;
using Compose.Execution.Stacks;
using Compose.Planning.Plans;

namespace Compose.Cli.Context;

/// <summary>Runs of plans for a swarm.</summary>
internal static class StackRuns
{
    /// <summary>Runs a plan with progress, and returns the exit code as a run on an engine does.</summary>
    public static async Task<int> RunStackAsync(this CommandContext run, string verb, string stack, Plan plan, StackOptions options) =>
        (await run.RunStackAsync(verb, stack, plan, options, isLast: true)).GetValueOrDefault();

    /// <summary>Null when the swarm has refused an update as outdated, unless it was the last attempt.</summary>
    public static async Task<int?> RunStackAsync(
        this CommandContext run, string verb, string stack, Plan plan, StackOptions options, bool isLast)
    {
        using var view = run.Plans.View(verb);
        var outcome = run.IsDryRun
            ? await PlanExecutor.RunAsync(plan, new DryRunner(), run.Plans.ExecutionOptions, view.On, run.Stop, run.Interrupts.Kill)
            : await run.Engine.RunStackAsync(
            plan, stack, run.Plans.Settings, options, run.Plans.ExecutionOptions, run.Plans.Report(view), run.Stop, run.Interrupts.Kill);
        view.Dispose();
        return !isLast && !run.Stop.IsCancellationRequested && outcome.Failures().Any(failure => failure.Error.IsOutdated) ? null
            : run.Plans.Conclude(outcome);
    }
}
