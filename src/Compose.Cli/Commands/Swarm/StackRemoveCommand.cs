using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;

namespace Compose.Cli.Commands.Swarm;

/// <summary>`stack rm`: ends when tasks and networks are gone, unless -d is given.</summary>
internal static class StackRemoveCommand
{
    public static CommandSpec Build()
    {
        var detach = Flag.Switch("--detach", "-d", "Do not wait for stack removal");
        return new CommandSpec("rm", "Remove one or more stacks")
        {
            KnowsSwarm = true,
            OperandUsage = "STACK [STACK...]",
            OperandRule = OperandRule.AtLeast(1),
            Examples = [new("The services, networks, configs and secrets of the stack shop", "ncompose stack rm shop")],
            Run = call => RunAsync(call, wait: !call.Value(detach)),
        }.With(detach);
    }

    private static async Task<int> RunAsync(Invocation call, bool wait)
    {
        var code = ExitCodes.Success;
        foreach (var stack in call.Operands)
            if (await CommandContext.WithoutProject(
                StackFlags.Apply(call, stack, []), run => SwarmDown.RunAsync(run, stack, wait)) is not 0 and var failed)
                code = failed;
        return code;
    }
}
