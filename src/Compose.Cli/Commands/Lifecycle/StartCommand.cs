using Compose.Cli.CommandLine;
using Compose.Cli.Commands.Swarm;
using Compose.Planning;
using Compose.Planning.Swarm;

namespace Compose.Cli.Commands.Lifecycle;

/// <summary>`start`: starts the containers that are there.</summary>
internal static class StartCommand
{
    public static CommandSpec Build()
    {
        var wait = Flag.Switch("--wait", null, "Wait for services to be running|healthy. Implies detached mode.");
        var timeout = Flag.Number("--wait-timeout", null, "Maximum duration in seconds to wait for the project to be running|healthy");
        var stable = CommonFlags.WaitStable();
        return new CommandSpec("start", "Start services")
        {
            KnowsSwarm = true,
            OperandUsage = "[SERVICE...]",
            Examples = [new("What was stopped, back when it is healthy", "ncompose start --wait")],
            Validate = call => CommonFlags.ValidateWaitStable(call, stable),
            Run = call => new LifecycleCommand("start", Planner.Start)
            {
                RunsPrograms = true,
                OnSwarm = (run, stack, services) => SwarmServices.RunAsync(
                    run, stack, "start", services, SwarmPlanner.Start, call.Value(timeout) is > 0 and var patience ? CommonFlags.Seconds(
                    patience) : null),
                IncludesJobs = false,
                Adjust = policy => policy with
                {
                    Wait = call.Value(wait),
                    WaitTimeout = call.Value(timeout) is > 0 and var seconds ? CommonFlags.Seconds(seconds) : null,
                    WaitStable = CommonFlags.WaitStable(call, stable),
                },
            }.RunAsync(call),
        }.With(wait, timeout, stable);
    }
}
