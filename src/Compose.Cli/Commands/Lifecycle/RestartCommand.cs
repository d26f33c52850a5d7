using Compose.Cli.CommandLine;
using Compose.Planning;

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
            OperandUsage = "[SERVICE...]",
            Examples = [new("After its configuration was changed in place", "ncompose restart --no-deps web")],
            Run = call => new LifecycleCommand("restart", Planner.Restart)
            {
                IncludesJobs = false,
                Adjust = policy => policy with { StopTimeout = CommonFlags.Timeout(call, timeout), NoDependencies = call.Value(noDeps) },
            }.RunAsync(call),
        }.With(noDeps, timeout);
    }
}
