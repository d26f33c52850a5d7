using Compose.Cli.Context;
using Compose.Execution.Stacks;
using Compose.Files.Model;
using Compose.Planning.Plans;
using Compose.Planning.Swarm;

namespace Compose.Cli.Commands.Swarm;

/// <summary>`down` on a swarm and `stack rm`: found by labels alone, so it works without files.</summary>
internal static class SwarmDown
{
    public static async Task<int> RunAsync(CommandContext run, string stack, bool wait, TimeSpan? patience = null)
    {
        await run.Locks.TakeAsync(stack);
        return await StackChange.RunAsync(run, "down", stack, StackOptions.With(patience), observed =>
        {
            var plan = SwarmPlanner.Down(observed, run.Declared?.Services ?? NamedMap<Service>.Empty, wait);
            if (plan.IsEmpty)
                run.Inform($"Nothing found in stack: {stack}");
            return Task.FromResult<Plan?>(plan);
        });
    }
}
