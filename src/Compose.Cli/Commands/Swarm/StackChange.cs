using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Execution.Stacks;
using Compose.Planning.Plans;
using Compose.Planning.Swarm;
using Compose.Planning.Swarm.Observed;

namespace Compose.Cli.Commands.Swarm;

/// <summary>
/// A change of a stack: planned, and done while no other run changes it. A plan that was made before the stack was locked is made again
/// when another run has changed something meanwhile, and so is one whose update the swarm has refused as outdated.
/// </summary>
internal static class StackChange
{
    private const int MostAttempts = 3;

    /// <param name="run">Where it runs.</param>
    /// <param name="verb">What the run is called.</param>
    /// <param name="stack">The stack.</param>
    /// <param name="options">How the plan is carried out.</param>
    /// <param name="planner">Makes the plan of what the swarm has; null ends the run, and has been explained.</param>
    public static async Task<int> RunAsync(
        CommandContext run, string verb, string stack, StackOptions options, Func<ObservedStack, Task<Plan?>> planner)
    {
        var observed = await ObserveAsync();
        if (await planner(observed) is not { } plan)
            return ExitCodes.Failure;
        for (var attempt = 1; ; attempt++)
        {
            if (!run.IsDryRun && (!plan.IsEmpty || observed.IsLocked))
            {
                await run.Locks.TakeStackAsync(stack);
                var now = await ObserveAsync();
                if (StackFingerprint.Of(now) != StackFingerprint.Of(observed))
                {
                    if (await planner(observed = now) is not { } renewed)
                        return ExitCodes.Failure;
                    plan = renewed;
                }
            }

            if (await run.RunStackAsync(verb, stack, plan, options, isLast: attempt == MostAttempts) is { } code)
                return code;
            run.Inform("another client has changed the stack during this run: planning again");
            if (await planner(observed = await ObserveAsync()) is not { } next)
                return ExitCodes.Failure;
            plan = next;
        }

        Task<ObservedStack> ObserveAsync() => run.Engine.ObserveStackAsync(stack, others: true, run.Stop);
    }
}
