using Compose.Cli.CommandLine;
using Compose.Cli.Commands.Swarm;
using Compose.Planning;
using Compose.Planning.Operations;
using Compose.Planning.Swarm;

namespace Compose.Cli.Commands.Lifecycle;

/// <summary>`stop`: stops the containers and keeps them.</summary>
internal static class StopCommand
{
    public static CommandSpec Build()
    {
        var timeout = LifecycleCommand.StopTimeout();
        return new CommandSpec("stop", "Stop services")
        {
            KnowsSwarm = true,
            OperandUsage = "[SERVICE...]",
            Examples =
            [
                new("Containers stay and can be started again", "ncompose stop web"),
                new("With a minute for the last words", "ncompose stop -t 60"),
            ],
            Run = call => new LifecycleCommand("stop", Planner.Stop)
            {
                RunsPrograms = true,
                OnSwarm = (run, stack, services) => SwarmServices.RunAsync(
                    run, stack, "stop", services, SwarmPlanner.Stop, CommonFlags.Timeout(call, timeout)),
                Provides = ProviderVerb.Stop,
                Adjust = policy => policy with { StopTimeout = CommonFlags.Timeout(call, timeout) },
            }.RunAsync(call),
        }.With(timeout);
    }
}
