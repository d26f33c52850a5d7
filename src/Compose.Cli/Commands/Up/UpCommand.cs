using Compose.Cli.CommandLine;
using Compose.Cli.Commands.Ci;
using Compose.Cli.Context;

namespace Compose.Cli.Commands.Up;

internal static class UpCommand
{
    public static CommandSpec Build()
    {
        var abortOnExit = Flag.Switch(
            "--abort-on-container-exit", null, "Stops all containers if any container was stopped. Incompatible with -d");
        var abortOnFailure = Flag.Switch(
            "--abort-on-container-failure", null, "Stops all containers if any container exited with failure. Incompatible with -d");
        var attach = Flag.List("--attach", null, "Restrict attaching to the specified services. Incompatible with --attach-dependencies.");
        var attachDeps = Flag.Switch("--attach-dependencies", null, "Automatically attach to log output of dependent services");
        var detach = Flag.Switch("--detach", "-d", "Detached mode: Run containers in the background");
        var exitCodeFrom = Flag.Text(
            "--exit-code-from", null, "Return the exit code of the selected service container. Implies --abort-on-container-exit");
        var menu = Flag.Switch(
            "--menu", null,
            "Enable interactive shortcuts when running attached. Incompatible with --detach. Can also be enable/disable by setting COMPOSE_MENU environment var.");
        var noAttach = Flag.List("--no-attach", null, "Do not attach (stream logs) to the specified services");
        var noColor = Flag.Switch("--no-color", null, "Produce monochrome output");
        var noPrefix = Flag.Switch("--no-log-prefix", null, "Don't print prefix in logs");
        var timeline = Flag.Text(
            "--timeline", null, "Write when each step ran, and the chain of steps that took longest, to a .svg or .json file");
        var timestamps = Flag.Switch("--timestamps", null, "Show timestamps");
        var ui = Flag.Switch("--ui", null, "Show the stack as a page in the browser, too. Incompatible with --detach and --wait");
        var waitTimeout = Flag.Number("--wait-timeout", null, "Maximum duration in seconds to wait for the project to be running|healthy");
        var watch = Flag.Switch("--watch", "-w", "Watch source code and rebuild/refresh containers when files are updated.");
        var (quietPull, quietBuild) = (CommonFlags.QuietPull(), CommonFlags.QuietBuild());
        var (flags, ci) = (ConvergeFlags.ToDo, CiFlags.Create());
        return new CommandSpec("up", "Create and start containers")
        {
            RequiresValidProjectName = true,
            KnowsSwarm = true,
            OperandUsage = "[SERVICE...]",
            Examples =
            [
                new("The whole stack in the background, back when it runs and is healthy", "ncompose up -d --wait"),
                new("Only web and what it depends on, built again", "ncompose up -d --build web"),
                new("As a test in CI: ends with the tests, and with their exit code", "ncompose up --exit-code-from tests"),
            ],
            Validate = Validate,
            Run = call => CommandContext.With(call, run => CiRun.RunAsync(run, ci.Read(call), () => UpWorkflow.RunAsync(run, Read(call)))),
        }.With([
            .. flags.All, .. ci.All, abortOnExit, abortOnFailure, attach, attachDeps, detach, exitCodeFrom, menu, noAttach, noColor,
            noPrefix, quietBuild, quietPull, timeline, timestamps,
            ui, waitTimeout, watch]);

        UpOptions Read(Invocation call) => flags.Read(call) with
        {
            Detach = call.Value(detach) || call.Value(flags.Wait),
            WaitTimeout = call.Value(waitTimeout) is > 0 and var seconds ? CommonFlags.Seconds(seconds) : null,
            QuietPull = call.Value(quietPull),
            QuietBuild = call.Value(quietBuild),
            Watch = call.Value(watch),
            BuildsWatched = call.Value(watch),
            Timeline = call.Value(timeline) is { Length: > 0 } path ? path : null,
            Attach = new AttachOptions
            {
                Only = [.. call.Value(attach)],
                Except = [.. call.Value(noAttach)],
                Dependencies = call.Value(attachDeps),
                AbortOnExit = call.Value(abortOnExit) || (call.Value(exitCodeFrom).Length > 0 && !call.Value(abortOnFailure)),
                AbortOnFailure = call.Value(abortOnFailure),
                ExitCodeFrom = call.Value(exitCodeFrom) is { Length: > 0 } service ? service : null,
                Timestamps = call.Value(timestamps),
                Page = call.Value(ui),
                NoColor = call.Value(noColor),
                NoPrefix = call.Value(noPrefix),
                Menu = call.IsGiven(menu) ? call.Value(menu) : null,
            },
        };

        // In the order in which Docker Compose finds them, with its sentences.
        string? Validate(Invocation call)
        {
            bool On(System.CommandLine.Option<bool> flag) => call.Value(flag);
            var abortsOnExit = On(abortOnExit) || (call.Value(exitCodeFrom).Length > 0 && !On(abortOnFailure));
            var attaches = call.Value(attach).Length > 0;
            var staysAttached = On(attachDeps) || abortsOnExit || On(abortOnFailure) || attaches || On(watch);
            return true switch
            {
                _ when call.Value(waitTimeout) < 0 => "--wait-timeout must be a non-negative integer",
                _ when abortsOnExit && On(abortOnFailure) =>
                    "--abort-on-container-failure cannot be combined with --abort-on-container-exit",
                _ when On(flags.Wait) && (On(attachDeps) || abortsOnExit || attaches) =>
                    "--wait cannot be combined with --abort-on-container-exit, --attach or --attach-dependencies",
                _ when flags.ValidateBuild(call) is { } invalid => invalid,
                _ when (On(flags.Wait) || On(detach)) && staysAttached => (On(flags.Wait) ? "--wait" : "--detach")
                    + " cannot be combined with --abort-on-container-exit, --abort-on-container-failure, --attach, --attach-dependencies or --watch",
                _ when flags.ValidateRecreate(call) is { } invalid => invalid,
                _ when On(flags.NoBuild) && On(watch) => "--no-build and --watch are incompatible",
                _ when On(ui) && (On(flags.Wait) || On(detach)) =>
                    "--ui needs an up that stays: --detach and --wait are incompatible with it",
                _ when UpTimeline.Invalid(call, call.Value(timeline)) is { } invalid => invalid,
                _ when attaches && On(attachDeps) => "cannot combine --attach and --attach-dependencies",
                _ => flags.ValidateValues(call),
            };
        }
    }
}
