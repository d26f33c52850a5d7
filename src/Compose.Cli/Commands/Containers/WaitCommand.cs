using System.Collections.Immutable;
using Compose.Cli.CommandLine;
using Compose.Cli.Commands.Swarm;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Execution.Queries;
using Compose.Files.Model;
using Compose.Planning;
using Compose.Planning.Lifecycle;

namespace Compose.Cli.Commands.Containers;

/// <summary>`wait`: until the containers of services stop; its exit code is that of the one that stopped last.</summary>
internal static class WaitCommand
{
    public static CommandSpec Build()
    {
        var down = Flag.Switch("--down-project", null, "Drops project when the first container stops");
        return new CommandSpec("wait", "Block until containers of all (or specified) services stop.")
        {
            KnowsSwarm = true,
            OperandUsage = "SERVICE [SERVICE...]",
            OperandRule = OperandRule.AtLeast(1),
            Examples =
            [
                new("The exit code of a test container", "ncompose wait tests"),
                new("The whole stack goes when the tests are over", "ncompose wait --down-project tests"),
            ],
            Run = call => CommandContext.With(call, run => RunAsync(run, call.Operands, call.Value(down))),
        }.With(down);
    }

    private static async Task<int> RunAsync(CommandContext run, IReadOnlyList<string> services, bool down)
    {
        if (run.ProjectName() is { } stack && run.Target == DeployTarget.Swarm)
            return await SwarmWait.RunAsync(run, stack, services, down);
        if (await ProjectContainers.OfAsync(run, services, all: false, OneOffFilter.Include) is not { } containers)
            return ExitCodes.Failure;
        if (containers.IsEmpty)
            return run.Reporter.Fail(
                $"no containers for project \"{run.ProjectName()}\"", $"no container of {string.Join(", ", services)} is running");
        var code = await WaitAsync(run, containers, onlyFirst: down);
        return down && await DownAsync(run) is not ExitCodes.Success and var failure ? failure : code;
    }

    private static async Task<int> WaitAsync(CommandContext run, ImmutableArray<ContainerRow> containers, bool onlyFirst)
    {
        var waits = containers.Select(async container => (container.Id, Code: await run.Engine.WaitAsync(container.Id, run.Stop))).ToList();
        var code = 0;
        while (waits.Count > 0)
        {
            var ended = await Task.WhenAny(waits);
            waits.Remove(ended);
            (var id, code) = await ended;
            run.Terminal.Remark($"container \"{id}\" exited with status code {code}");
            if (onlyFirst)
                break;
        }

        return code;
    }

    private static async Task<int> DownAsync(CommandContext run)
    {
        if (await run.OutlineAsync([]) is not var (stack, observed))
            return ExitCodes.Failure;
        var plan = await run.SettleAsync(
            answers => Planner.Down(stack, observed, new LifecyclePolicy { RemoveOrphans = true, Answers = answers }), assumeYes: false);
        return plan is null ? ExitCodes.Failure : await run.Plans.RunAsync("down", stack.Project, plan);
    }
}
