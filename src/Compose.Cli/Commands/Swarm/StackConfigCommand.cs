using Compose.Cli.CommandLine;
using Compose.Cli.Commands.Config;

namespace Compose.Cli.Commands.Swarm;

/// <summary>`stack config`: what the files of a stack mean together.</summary>
internal static class StackConfigCommand
{
    public static CommandSpec Build()
    {
        var files = StackFlags.Files();
        var skip = Flag.Switch("--skip-interpolation", null, "Skip interpolation and output only merged config");
        return new CommandSpec("config", "Outputs the final config file, after doing merges and interpolations")
        {
            KnowsSwarm = true,
            OperandRule = OperandRule.None,
            Examples = [new("Two files as one", "ncompose stack config -c compose.yaml -c compose.prod.yaml")],
            Run = call => ConfigRun.RunAsync(
                StackFlags.Apply(call, null, call.Value(files)), new ConfigOptions { NoInterpolate = call.Value(skip) }),
        }.With(files, skip);
    }
}
