using System.Collections.Immutable;
using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Plans;
using Compose.Execution.Stacks;
using Compose.Files.Model;
using Compose.Planning.Plans;

namespace Compose.Cli.Commands.Swarm;

/// <summary>`rebalance`: spreads the tasks of services evenly over the nodes that can run them.</summary>
internal static class RebalanceCommand
{
    public static CommandSpec Build()
    {
        var only = Flag.Switch("--plan", null, "Only show what it would do, and why");
        var timeout = Flag.Number("--timeout", "-t", "Give up when nothing has changed for so many seconds");
        return new CommandSpec("rebalance", "Spread tasks evenly over the nodes of a swarm")
        {
            KnowsSwarm = true,
            OperandUsage = "[SERVICE...]",
            Examples =
            [
                new("Which services would be spread again?", "ncompose rebalance --plan"),
                new("After a node came back", "ncompose rebalance web"),
            ],
            Run = call =>
                CommandContext.With(call, run => RunAsync(run, call.Operands, call.Value(only), CommonFlags.Timeout(call, timeout))),
        }.With(only, timeout);
    }

    private static async Task<int> RunAsync(CommandContext run, IReadOnlyList<string> services, bool only, TimeSpan? patience)
    {
        if (run.ProjectName() is not { } stack)
            return ExitCodes.Failure;
        if (run.Target != DeployTarget.Swarm)
            return run.Reporter.Fail("`rebalance` needs the target swarm", "one engine has nothing to spread over: --target swarm");
        var known = await run.Engine.ServicesAsync(stack, [], run.Stop);
        if (services.FirstOrDefault(name => known.All(row => row.Name != $"{stack}_{name}")) is { } unknown)
            return run.Reporter.Fail($"stack \"{stack}\" has no service \"{unknown}\"");
        ImmutableArray<string> names = [.. services.Select(name => $"{stack}_{name}")];
        if (only)
        {
            var plan = await run.Engine.RebalancingAsync(stack, names, run.Stop);
            run.Terminal.Print(new PlanReport(run.Output.Output, run.Sources).Render(plan), isStyled: true);
            return ExitCodes.Success;
        }

        await run.Locks.TakeAsync(stack);
        return await StackChange.RunAsync(run, "rebalance", stack, StackOptions.With(patience), async _ =>
        {
            var plan = await run.Engine.RebalancingAsync(stack, names, run.Stop);
            run.Inform(plan.IsEmpty ? "the tasks are spread evenly" : Reasons(plan));
            return plan;
        });
    }

    private static string Reasons(Plan plan) => string.Join(
        '\n', plan.Steps.SelectMany(step => step.Reasons, (step, reason) => (step.Operation.Resource.Name, reason.Detail))
            .Where(line => line.Detail is not null).Select(line => $"{line.Name}: {line.Detail}"));
}
