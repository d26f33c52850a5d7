using Compose.Cli.CommandLine;
using Compose.Planning;

namespace Compose.Cli.Commands.Lifecycle;

/// <summary>`unpause`: lets paused containers go on.</summary>
internal static class UnpauseCommand
{
    public static CommandSpec Build() => new("unpause", "Unpause services")
    {
        RefusedOnSwarm = "a swarm would replace paused tasks: `stop SERVICE` ends them, `start SERVICE` brings them back",
        OperandUsage = "[SERVICE...]",
        Examples = [new("Let web go on", "ncompose unpause web")],
        Run = call => new LifecycleCommand("unpause", Planner.Unpause).RunAsync(call),
    };
}
