using Compose.Cli.CommandLine;
using Compose.Planning;
using Compose.Planning.Operations;

namespace Compose.Cli.Commands.Lifecycle;

/// <summary>`stop`: stops the containers and keeps them.</summary>
internal static class StopCommand
{
    public static CommandSpec Build()
    {
        var timeout = LifecycleCommand.StopTimeout();
        return new CommandSpec("stop", "Stop services")
        {
            OperandUsage = "[SERVICE...]",
            Examples =
            [
                new("Containers stay and can be started again", "ncompose stop web"),
                new("With a minute for the last words", "ncompose stop -t 60"),
            ],
            Run = call => new LifecycleCommand("stop", Planner.Stop)
            {
                Provides = ProviderVerb.Stop,
                Adjust = policy => policy with { StopTimeout = CommonFlags.Timeout(call, timeout) },
            }.RunAsync(call),
        }.With(timeout);
    }
}
