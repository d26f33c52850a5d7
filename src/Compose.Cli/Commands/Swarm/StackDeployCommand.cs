using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;

namespace Compose.Cli.Commands.Swarm;

/// <summary>`stack deploy`: `up` on a swarm with the flags of `docker stack deploy`. It waits, as `up` does, unless -d is given.</summary>
internal static class StackDeployCommand
{
    public static CommandSpec Build()
    {
        var files = StackFlags.Files();
        var detach = Flag.Switch("--detach", "-d", "Exit immediately instead of waiting for the stack services to converge");
        var quiet = Flag.Switch("--quiet", "-q", "Suppress progress output");
        var swarm = new SwarmFlags("always");
        return new CommandSpec("deploy", "Deploy a new stack or update an existing stack")
        {
            KnowsSwarm = true,
            OperandUsage = "STACK",
            OperandRule = OperandRule.Exactly(1),
            Examples = [new("Create or update the stack shop, and wait until it runs", "ncompose stack deploy -c compose.yaml shop")],
            Validate = swarm.Validate,
            Run = call => CommandContext.With(
                StackFlags.Apply(call, call.Operands[0], call.Value(files), call.Value(quiet)),
                run => RunAsync(run, swarm.Read(call).Request("deploy", wait: !call.Value(detach), patience: null))),
        }.With([files, detach, quiet, .. swarm.All]);
    }

    private static async Task<int> RunAsync(CommandContext run, SwarmRequest request) =>
        run.Load() is { } project && await run.AcceptsRemoteAsync(project, assumeYes: false)
            ? await SwarmWorkflow.RunAsync(run, project, request) : ExitCodes.Failure;
}
