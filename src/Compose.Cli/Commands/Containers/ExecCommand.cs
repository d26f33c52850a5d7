using System.CommandLine;
using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Execution.Sessions;

namespace Compose.Cli.Commands.Containers;

/// <summary>`exec`: a command in a container that runs.</summary>
internal static class ExecCommand
{
    public static CommandSpec Build()
    {
        var detach = Flag.Switch("--detach", "-d", "Detached mode: Run command in the background");
        var env = Flag.List("--env", "-e", "Set environment variables");
        var index = Flag.Number("--index", null, "Index of the container if service has multiple replicas");
        var noTty = Flag.Switch(
            "--no-tty", "-T", "Disable pseudo-TTY allocation. By default a TTY is allocated when the output is a terminal.")
            .WithAlias("--no-TTY");
        var privileged = Flag.Switch("--privileged", null, "Give extended privileges to the process");
        var user = Flag.Text("--user", "-u", "Run the command as this user");
        var workDir = Flag.Text("--workdir", "-w", "Path to workdir directory for this command");
        var interactive = Flag.Switch("--interactive", "-i", "Keep STDIN open even if not attached", byDefault: true).AsHidden();
        var tty = Flag.Switch("--tty", "-t", "Allocate a pseudo-TTY", byDefault: true).AsHidden();
        var nodeHost = CommonFlags.NodeHost();
        return new CommandSpec("exec", "Execute a command in a running container")
        {
            KnowsSwarm = true,
            OperandUsage = "SERVICE COMMAND [ARGS...]",
            OperandRule = OperandRule.AtLeast(2),
            StopsAtOperand = true,
            Examples =
            [
                new("A shell in the container of web", "ncompose exec web sh"),
                new("In a script or a pipe: no terminal, bytes as they are", "ncompose exec -T db pg_dump app > app.sql"),
                new("In the second replica, as another user", "ncompose exec --index 2 -u root web id"),
            ],
            Run = call =>
                CommandContext.With(
                    call, run => RunAsync(
                    run, call.Operands[0], (call.Value(index), call.Value(nodeHost)), call.Value(detach),
                    new ExecRequest([.. call.Operands.Skip(1)])
                    {
                        User = call.Value(user),
                        WorkingDirectory = call.Value(workDir),
                        Environment = [.. call.Value(env).Select(text => Resolve(run, text))],
                        Privileged = call.Value(privileged),
                        Interactive = call.Value(interactive),
                        Tty = !WithoutTty(call, noTty),
                    })),
        }.With(detach, env, index, nodeHost, noTty, privileged, user, workDir, interactive, tty);
    }

    /// <summary>Without a word there is a terminal where the output is one.</summary>
    internal static bool WithoutTty(Invocation call, Option<bool> noTty) =>
        call.IsGiven(noTty) ? call.Value(noTty) : !call.Terminal.OutputIsTerminal;

    /// <summary>A bare name takes its value from the shell or .env.</summary>
    private static string Resolve(CommandContext run, string variable) =>
        variable.Contains('=', StringComparison.Ordinal) || run.Environment.Find(variable) is not { } value ? variable
            : $"{variable}={value}";

    private static async Task<int> RunAsync(
        CommandContext run, string service, (long Index, string NodeHost) place, bool detach, ExecRequest request)
    {
        if (await ContainerSelection.RunningAsync(run, service, place.Index, place.NodeHost) is not { } container)
            return ExitCodes.Failure;
        if (run.IsDryRun)
            return run.Reporter.Fail(
                "exec cannot be tried with --dry-run", $"it would run {string.Join(' ', request.Command)} in {container.Name}");
        if (detach)
        {
            await run.Engine.StartExecAsync(container.Id, request, run.Stop);
            return ExitCodes.Success;
        }

        if (request is { Interactive: true, Tty: true } && !run.Terminal.InputIsTerminal)
            return run.Reporter.Fail("the input device is not a TTY", "with -T the command gets no terminal, and its input can be a pipe");
        if (InteractiveSession.KeysOf(run) is not { } keys)
            return ExitCodes.Failure;
        var end = await InteractiveSession.RunAsync(run, request.Tty, request.Interactive, streams =>
            run.Engine.ExecAsync(container.Id, request with { DetachKeys = keys }, streams, run.Stop));
        return end.Detached ? AttachCommand.Left(run) : end.ExitCode;
    }
}
