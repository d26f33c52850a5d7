using System.Collections.Immutable;
using System.Globalization;
using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Execution.Stacks;
using Compose.Planning.Plans;
using Compose.Planning.Swarm;
using Compose.Planning.Swarm.Observed;
using Compose.Planning.Swarm.Releases;

namespace Compose.Cli.Commands.Swarm;

/// <summary>`rollback`: the services of the stack become what they were in a release.</summary>
internal static class RollbackCommand
{
    public static CommandSpec Build()
    {
        var to = Flag.Number("--to", null, "The number of the release (default: the last one that differs from what runs)");
        var timeout = Flag.Number("--timeout", "-t", "Give up when nothing has changed for so many seconds");
        return new CommandSpec("rollback", "Restore a release of the stack on a swarm")
        {
            KnowsSwarm = true,
            OperandRule = OperandRule.None,
            Examples =
            [
                new("What ran before the last `up`", "ncompose rollback"),
                new("What it would do, without doing it", "ncompose --dry-run rollback --to 3"),
            ],
            Run = call => CommandContext.With(
                call, run => RunAsync(run, call.IsGiven(to) ? call.Value(to) : null, CommonFlags.Timeout(call, timeout))),
        }.With(timeout, to);
    }

    private static async Task<int> RunAsync(CommandContext run, long? number, TimeSpan? patience)
    {
        if (await StackReleases.OfAsync(run) is not var (stack, releases))
            return ExitCodes.Failure;
        if (number is { } wanted && releases.All(release => release.Number != wanted))
            return run.Reporter.Fail(
                string.Create(CultureInfo.InvariantCulture, $"the swarm keeps no release {wanted} of the stack \"{stack}\""),
                $"releases are {string.Join(", ", releases.Select(release => release.Number))}");
        await run.Locks.TakeAsync(stack);
        Release? chosen = null;
        return await StackChange.RunAsync(run, "rollback", stack, StackOptions.With(patience), observed =>
        {
            // What an attempt has changed must not change the choice of the next one.
            chosen ??= Choose(observed, releases, number);
            return Task.FromResult(Plan(run, observed, chosen));
        });
    }

    /// <summary>The newest release if the stack differs from it, else the one before.</summary>
    private static Release? Choose(ObservedStack observed, ImmutableArray<Release> releases, long? number) => number is null
        ? releases.LastOrDefault(release => !ReleaseHistory.IsCurrent(observed, release))
        : releases.First(release => release.Number == number);

    private static Plan? Plan(CommandContext run, ObservedStack observed, Release? release)
    {
        if (release is null)
        {
            run.Reporter.Fail("there is no release to roll back to: the only one that the swarm keeps is what runs");
            return null;
        }

        var plan = SwarmPlanner.RollBack(observed, release, StackOwner.Name());
        run.Reporter.Report(plan.Diagnostics, run.Sources);
        if (plan.HasErrors)
            return null;
        run.Inform(string.Create(CultureInfo.InvariantCulture, $"rolling back to release {release.Number}"));
        return plan;
    }
}
