using Compose.Cli.CommandLine;
using Compose.Cli.Context;

namespace Compose.Cli.Commands.Containers;

/// <summary>`run`: a command in a container of its own, made like those of a service.</summary>
internal static class RunCommand
{
    public static CommandSpec Build()
    {
        var capAdd = Flag.List("--cap-add", null, "Add Linux capabilities", "list");
        var capDrop = Flag.List("--cap-drop", null, "Drop Linux capabilities", "list");
        var detach = Flag.Switch("--detach", "-d", "Run container in background and print container ID");
        var entrypoint = Flag.Text("--entrypoint", null, "Override the entrypoint of the image");
        var env = Flag.List("--env", "-e", "Set environment variables");
        var envFile = Flag.List("--env-from-file", null, "Set environment variables from file");
        var frozen = CommonFlags.Frozen();
        var interactive = Flag.Switch("--interactive", "-i", "Keep STDIN open even if not attached", byDefault: true);
        var label = Flag.List("--label", "-l", "Add or override a label").WithAlias("--labels");
        var name = Flag.Text("--name", null, "Assign a name to the container");
        var noDeps = Flag.Switch("--no-deps", null, "Don't start linked services");
        var noTty = Flag.Switch("--no-tty", "-T", "Disable pseudo-TTY allocation (default: auto-detected)").WithAlias("--no-TTY");
        var publish = Flag.List("--publish", "-p", "Publish a container's port(s) to the host");
        var quiet = Flag.Switch("--quiet", "-q", "Don't print anything to STDOUT");
        var quietBuild = Flag.Switch("--quiet-build", null, "Suppress progress output from the build process");
        var rm = Flag.Switch("--rm", null, "Automatically remove the container when it exits");
        var scheduled = Flag.Switch("--scheduled", null, "Start a job also when its triggers say manual: false").AsHidden();
        var servicePorts = Flag.Switch("--service-ports", "-P", "Run command with all service's ports enabled and mapped to the host");
        var tty = Flag.Switch("--tty", "-t", "Allocate a pseudo-TTY", byDefault: true).AsHidden();
        var aliases = Flag.Switch(
            "--use-aliases", null, "Use the service's network useAliases in the network(s) the container connects to");
        var user = Flag.Text("--user", "-u", "Run as specified username or uid");
        var volume = Flag.List("--volume", "-v", "Bind mount a volume").WithAlias("--volumes");
        var workDir = Flag.Text("--workdir", "-w", "Working directory inside the container");
        var (build, pull, quietPull, orphans) =
            (CommonFlags.Build(), CommonFlags.Pull(), CommonFlags.QuietPull(), CommonFlags.RemoveOrphans());
        return new CommandSpec("run", "Run a one-off command on a service")
        {
            KnowsSwarm = true,
            RequiresValidProjectName = true,
            OperandUsage = "SERVICE [COMMAND] [ARGS...]",
            OperandRule = OperandRule.AtLeast(1),
            StopsAtOperand = true,
            Examples =
            [
                new("A command beside the service, with its dependencies up; the container goes when it ends",
                    "ncompose run --rm web ./migrate.sh"),
                new("A shell instead of the service's program, on its published ports",
                    "ncompose run --rm --service-ports --entrypoint sh web"),
                new("In a script: only this container, no terminal", "ncompose run --rm -T --no-deps web cat /etc/os-release"),
            ],
            Run = call =>
                CommandContext.With(
                    call, run => Validate(call) is { } invalid ? Task.FromResult(run.Reporter.Fail(invalid)) : OneOffRun.RunAsync(
                    run, Read(call))),
        }.With(
            build, capAdd, capDrop, detach, entrypoint, env, envFile, frozen, interactive, label, name, noDeps, noTty, publish, pull, quiet,
            quietBuild, quietPull, orphans, rm,
            scheduled, servicePorts, tty, aliases, user, volume, workDir);

        RunOptions Read(Invocation call) => new()
        {
            Service = call.Operands[0],
            Command = [.. call.Operands.Skip(1)],
            Name = call.Value(name),
            User = call.Value(user),
            WorkingDirectory = call.Value(workDir),
            Entrypoint = call.IsGiven(entrypoint) ? call.Value(entrypoint) : null,
            Environment = [.. call.Value(env)],
            EnvironmentFiles = [.. call.Value(envFile)],
            Labels = [.. call.Value(label)],
            Volumes = [.. call.Value(volume)],
            Publish = [.. call.Value(publish)],
            CapAdd = [.. call.Value(capAdd)],
            CapDrop = [.. call.Value(capDrop)],
            IsScheduled = call.Value(scheduled),
            ServicePorts = call.Value(servicePorts),
            UseAliases = call.Value(aliases),
            Tty = WantsTty(call),
            Interactive = call.Value(interactive),
            Detach = call.Value(detach),
            Remove = call.Value(rm),
            NoDependencies = call.Value(noDeps),
            RemoveOrphans = call.Value(orphans),
            Build = call.Value(build),
            Pull = call.Value(pull),
            Frozen = call.Value(frozen),
            Quiet = call.Value(quiet),
            QuietPull = call.Value(quietPull) || call.Value(quiet),
            QuietBuild = call.Value(quietBuild) || call.Value(quiet),
        };

        // Nothing said and input from a pipe: there is no terminal to be had.
        bool WantsTty(Invocation call) => call switch
        {
            _ when call.IsGiven(tty) => call.Value(tty),
            _ when !call.IsGiven(noTty) && !call.IsGiven(interactive) && !call.Terminal.InputIsTerminal => false,
            _ => !ExecCommand.WithoutTty(call, noTty),
        };

        string? Validate(Invocation call) => call switch
        {
            _ when call.Value(servicePorts) && call.Value(publish).Length > 0 => "--service-ports and --publish are incompatible",
            _ when call.IsGiven(tty) && call.IsGiven(noTty) => "--tty and --no-tty can't be used together",
            _ when Array.Find(call.Value(label), text => !text.Contains('=', StringComparison.Ordinal)) is not null =>
                "label must be set as KEY=VALUE",
            _ => CommonFlags.ValidatePull(call.Value(pull)),
        };
    }
}
