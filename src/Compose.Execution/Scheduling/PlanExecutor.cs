using Compose.Planning.Plans;

namespace Compose.Execution.Scheduling;

/// <summary>
/// Carries out a plan. Of the two cancellations the first is the user's wish to stop: nothing more is started, waits and hooks end, calls
/// in flight finish, and a replacement that has not come to its end is taken back. The second ends all that too.
/// </summary>
public static class PlanExecutor
{
    public static Task<PlanOutcome> RunAsync(
        Plan plan, IOperationRunner runner, ExecutionOptions options, Action<ProgressEvent> report, CancellationToken stop,
        CancellationToken kill) =>
        new PlanRun(plan, runner, options, report, stop, kill).RunAsync();
}
