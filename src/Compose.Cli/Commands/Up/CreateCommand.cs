using Compose.Cli.CommandLine;
using Compose.Cli.Context;

namespace Compose.Cli.Commands.Up;

internal static class CreateCommand
{
    public static CommandSpec Build()
    {
        var flags = ConvergeFlags.ToDo;
        var (quietPull, quietBuild) = (CommonFlags.QuietPull(), CommonFlags.QuietBuild());
        return new CommandSpec("create", "Creates containers for a service")
        {
            RefusedOnSwarm = "a swarm starts what it creates: `up --scale SERVICE=0` creates a service without tasks",
            RequiresValidProjectName = true,
            OperandUsage = "[SERVICE...]",
            Examples = [new("Everything made and pulled, and nothing started", "ncompose create --pull always")],
            Validate = call => flags.ValidateBuild(call) ?? flags.ValidateRecreate(call) ?? flags.ValidateValues(call),
            Run = call => CommandContext.With(call, run => UpWorkflow.RunAsync(run, flags.Read(call) with
            {
                Verb = "create",
                Start = false,
                QuietPull = call.Value(quietPull),
                QuietBuild = call.Value(quietBuild),
            })),
        }.With([.. flags.ToCreate, quietBuild, quietPull]);
    }
}
