using Compose.Cli.CommandLine;
using Compose.Planning;

namespace Compose.Cli.Commands.Lifecycle;

/// <summary>`kill`: sends a signal to the containers.</summary>
internal static class KillCommand
{
    public static CommandSpec Build()
    {
        var signal = Flag.Text("--signal", "-s", "SIGNAL to send to the container", "SIGKILL");
        var orphans = CommonFlags.RemoveOrphans();
        return new CommandSpec("kill", "Force stop service containers")
        {
            RefusedOnSwarm = "a swarm replaces what is killed: `restart SERVICE` replaces its tasks, `stop SERVICE` ends them, "
                + "and `exec SERVICE kill` sends a signal",
            OperandUsage = "[SERVICE...]",
            Examples = [new("Not to end it, but to tell it something", "ncompose kill -s SIGHUP web")],
            Run = call => new LifecycleCommand("kill", Planner.Kill)
            {
                Adjust = policy => policy with
                {
                    Signal = call.Value(signal),
                    RemoveOrphans = LifecycleCommand.RemovesOrphans(call, orphans, policy),
                },
                IsExclusive = false,
                Announce = (run, plan, _) =>
                {
                    if (plan.IsEmpty)
                        run.Inform("No container to kill");
                },
            }.RunAsync(call),
        }.With(orphans, signal);
    }
}
