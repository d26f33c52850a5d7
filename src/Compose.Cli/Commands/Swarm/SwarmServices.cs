using System.Collections.Immutable;
using Compose.Cli.Context;
using Compose.Execution.Stacks;
using Compose.Files.Model;
using Compose.Planning.Plans;
using Compose.Planning.Swarm.Observed;

namespace Compose.Cli.Commands.Swarm;

/// <summary>`restart`, `stop`, `start` and `down SERVICE` on a swarm: about the services that it has, with or without files.</summary>
internal static class SwarmServices
{
    public delegate Plan Planning(ObservedStack observed, NamedMap<Service> declared, ImmutableArray<string> services);

    public static async Task<int> RunAsync(
        CommandContext run, string stack, string verb, IReadOnlyList<string> services, Planning planner, TimeSpan? patience)
    {
        await run.Locks.TakeAsync(stack);
        return await StackChange.RunAsync(run, verb, stack, StackOptions.With(patience), observed =>
        {
            var plan = planner(observed, run.Declared?.Services ?? NamedMap<Service>.Empty, [.. services]);
            run.Reporter.Report(plan.Diagnostics, run.Sources);
            return Task.FromResult(plan.HasErrors ? null : plan);
        });
    }
}
