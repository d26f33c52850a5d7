using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Terminals;
using Compose.Execution.Queries;
using Compose.Planning.Observed;

namespace Compose.Cli.Commands.Containers;

/// <summary>`attach`: the streams of a container's own process.</summary>
internal static class AttachCommand
{
    public static CommandSpec Build()
    {
        var keys = Flag.Text("--detach-keys", null, "Override the key sequence for detaching from a container.");
        var index = Flag.Number("--index", null, "index of the container if service has multiple replicas.");
        var noStdin = Flag.Switch("--no-stdin", null, "Do not attach STDIN");
        var proxy = Flag.Switch("--sig-proxy", null, "Proxy all received signals to the process", byDefault: true);
        var nodeHost = CommonFlags.NodeHost();
        return new CommandSpec("attach", "Attach local standard input, output, and error streams to a service's running container")
        {
            KnowsSwarm = true,
            OperandUsage = "SERVICE",
            OperandRule = OperandRule.AtLeast(1),
            Examples =
            [
                new("Watch and talk to the process of web; ctrl-p ctrl-q leaves it running", "ncompose attach web"),
                new("Only look; Ctrl-C ends the looking, not the process", "ncompose attach --no-stdin --sig-proxy=false web"),
            ],
            Run = call => CommandContext.With(call, async run =>
                await ContainerSelection.RunningAsync(run, call.Operands[0], call.Value(index), call.Value(nodeHost)) is { } container
                    ? await RunAsync(run, container, call.Value(keys), !call.Value(noStdin), call.Value(proxy))
                    : ExitCodes.Failure),
        }.With(keys, index, nodeHost, noStdin, proxy);
    }

    /// <summary>The user has left a session with the detach keys: what Docker says and returns then.</summary>
    public static int Left(CommandContext run) => run.Reporter.Fail("read escape sequence");

    private static async Task<int> RunAsync(CommandContext run, ContainerRow container, string givenKeys, bool stdin, bool proxy)
    {
        if (container.State is ContainerState.Paused or ContainerState.Restarting)
            return run.Reporter.Fail(
                $"cannot attach to a {container.State.ToString().ToLowerInvariant()} container", $"{container.Name} is {container.Status}");
        if (run.IsDryRun)
            return run.Reporter.Fail("attach cannot be tried with --dry-run", $"it would attach to {container.Name}");
        if (InteractiveSession.KeysOf(run, givenKeys) is not { } keys)
            return ExitCodes.Failure;
        var (tty, takesInput) = await run.Engine.ConsoleOfAsync(container.Id, run.Stop);
        var input = stdin && takesInput;
        if (tty && input && !run.Terminal.InputIsTerminal)
            return run.Reporter.Fail("the input device is not a TTY", "--no-stdin attaches the output only");

        // Keys of a terminal reach the process by themselves; signals to us are for it where it has none.
        await using var signals = Forward(run, container.Id, proxy && !tty);
        var end = await InteractiveSession.RunAsync(run, tty, input, async streams =>
        {
            await using var session = await run.Engine.AttachAsync(
                container.Id, tty, streams, keys, started: true, untilRemoved: false, run.Stop);
            return await session.RunAsync(redraw: true, run.Stop);
        });
        return end.Detached ? Left(run) : end.ExitCode;
    }

    private static SignalProxy? Forward(CommandContext run, string container, bool wanted)
    {
        if (!wanted)
            return null;
        run.Interrupts.Release();
        return new SignalProxy(signal => run.Engine.SignalAsync(container, signal));
    }
}
