using Compose.Cli.CommandLine;
using Compose.Cli.Context;

namespace Compose.Cli.Commands.Up;

static class CreateCommand
{
    public static CommandSpec Build()
    {
        var flags = ConvergeFlags.ToDo;
        var (quietPull, quietBuild) = (CommonFlags.QuietPull(), CommonFlags.QuietBuild());
        return new CommandSpec("create", "Creates containers for a service")
        {
            MakesFromFiles = true,
            OperandUsage = "[SERVICE...]",
            Examples = [new("Everything made and pulled, and nothing started", "ncompose create --pull always")],
            Check = call => flags.BuildObjection(call) ?? flags.RecreateObjection(call) ?? flags.ValueObjection(call),
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
