using Compose.Cli.CommandLine;
using Compose.Cli.Commands.Swarm;
using Compose.Planning;
using Compose.Planning.Swarm;

namespace Compose.Cli.Commands.Lifecycle;

/// <summary>`restart`: stops the containers and starts them again.</summary>
internal static class RestartCommand
{
    public static CommandSpec Build()
    {
        var timeout = LifecycleCommand.StopTimeout();
        var noDeps = Flag.Switch("--no-deps", null, "Don't restart dependent services");
        return new CommandSpec("restart", "Restart service containers")
        {
            KnowsSwarm = true,
            OperandUsage = "[SERVICE...]",
            Examples = [new("After its configuration was changed in place", "ncompose restart --no-deps web")],
            Run = call => new LifecycleCommand("restart", Planner.Restart)
            {
                RunsPrograms = true,
                OnSwarm = (run, stack, services) => SwarmServices.RunAsync(
                    run, stack, "restart", services, SwarmPlanner.Restart, CommonFlags.Timeout(call, timeout)),
                IncludesJobs = false,
                Adjust = policy => policy with { StopTimeout = CommonFlags.Timeout(call, timeout), NoDependencies = call.Value(noDeps) },
            }.RunAsync(call),
        }.With(noDeps, timeout);
    }
}
