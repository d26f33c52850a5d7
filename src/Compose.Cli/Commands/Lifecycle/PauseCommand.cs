using Compose.Cli.CommandLine;
using Compose.Planning;

namespace Compose.Cli.Commands.Lifecycle;

/// <summary>`pause`: freezes the processes of the containers.</summary>
internal static class PauseCommand
{
    public static CommandSpec Build() => new("pause", "Pause services")
    {
        RefusedOnSwarm = "a swarm would replace paused tasks: `stop SERVICE` ends them, `start SERVICE` brings them back",
        OperandUsage = "[SERVICE...]",
        Examples = [new("Hold web where it is, with its memory", "ncompose pause web")],
        Run = call => new LifecycleCommand("pause", Planner.Pause).RunAsync(call),
    };
}
