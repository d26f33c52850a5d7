using System.Collections.Immutable;
using System.CommandLine;
using Compose.Cli.CommandLine;
using Compose.Cli.Stack;
using Compose.Files.Environment;
using Compose.Host;
using Compose.Planning;
using Compose.Planning.Observed;

namespace Compose.Cli.Commands;

/// <summary>The commands that make nothing: each is a planner over what the files (or only the labels) say, with a few flags.</summary>
static class OutlineCommands
{
    private delegate Plan PlanMaker(StackOutline stack, ObservedState observed, LifecyclePolicy policy);

    public static CommandSpec Start()
    {
        var wait = Flag.Switch("--wait", null, "Wait for services to be running|healthy. Implies detached mode.");
        var timeout = Flag.Number("--wait-timeout", null, "Maximum duration in seconds to wait for the project to be running|healthy");
        var stable = UpFlags.WaitStable();
        return Command("start", "Start services", [new("What was stopped, back when it is healthy", "ncompose start --wait")], StartCommandPlanner.Plan, (call, policy) => policy with
        {
            Wait = call.Value(wait),
            WaitTimeout = call.Value(timeout) is > 0 and var seconds ? UpFlags.Seconds(seconds) : null,
            WaitStable = UpFlags.WaitStable(call, stable),
        }, call => UpFlags.WaitStableObjection(call, stable)).With(wait, timeout, stable);
    }

    public static CommandSpec Stop()
    {
        var timeout = StopTimeout();
        return Command("stop", "Stop services", [new("Containers stay and can be started again", "ncompose stop web"), new("With a minute for the last words", "ncompose stop -t 60")], StopPlanner.Plan, (call, policy) => policy with { StopTimeout = UpFlags.Timeout(call, timeout) }).With(timeout);
    }

    public static CommandSpec Restart()
    {
        var timeout = StopTimeout();
        var noDeps = Flag.Switch("--no-deps", null, "Don't restart dependent services");
        return Command("restart", "Restart service containers", [new("After its configuration was changed in place", "ncompose restart --no-deps web")], RestartPlanner.Plan, (call, policy) => policy with
        {
            StopTimeout = UpFlags.Timeout(call, timeout),
            NoDependencies = call.Value(noDeps),
        }).With(noDeps, timeout);
    }

    public static CommandSpec Pause() => Command("pause", "Pause services", [new("Hold web where it is, with its memory", "ncompose pause web")], ContainerCommands.Pause);

    public static CommandSpec Unpause() => Command("unpause", "Unpause services", [new("Let web go on", "ncompose unpause web")], ContainerCommands.Unpause);

    public static CommandSpec Kill()
    {
        var signal = Flag.Text("--signal", "-s", "SIGNAL to send to the container", "SIGKILL");
        var orphans = UpFlags.RemoveOrphans();
        return Command("kill", "Force stop service containers", [new("Not to end it, but to tell it something", "ncompose kill -s SIGHUP web")], ContainerCommands.Kill, (call, policy) => policy with
        {
            Signal = call.Value(signal),
            RemoveOrphans = call.Value(orphans) || (!call.IsGiven(orphans) && policy.RemoveOrphans),
        }).With(orphans, signal);
    }

    public static CommandSpec Remove()
    {
        var force = Flag.Switch("--force", "-f", "Don't ask to confirm removal");
        var stop = Flag.Switch("--stop", "-s", "Stop the containers, if required, before removing");
        var volumes = Flag.Switch("--volumes", "-v", "Remove any anonymous volumes attached to containers");
        var all = Flag.Switch("--all", "-a", "Deprecated - no effect").Unlisted();
        return Command("rm", "Removes stopped service containers", [new("Stop and remove web, without a question", "ncompose rm -fs web")], ContainerCommands.Remove, (call, policy) => policy with
        {
            Force = call.Value(force),
            Stop = call.Value(stop),
            Volumes = call.Value(volumes),
        }).With(all, force, stop, volumes);
    }

    public static CommandSpec Down()
    {
        var orphans = UpFlags.RemoveOrphans();
        var images = Flag.Text("--rmi", null, "Remove images used by services. \"local\" remove only images that don't have a custom tag (\"local\"|\"all\")");
        var timeout = StopTimeout();
        var volumes = Flag.Switch("--volumes", "-v", "Remove named volumes declared in the \"volumes\" section of the Compose file and anonymous volumes attached to containers")
            .AlsoSpelled("--volume");
        var command = new CommandSpec("down", "Stop and remove containers, networks")
        {
            OperandUsage = "[SERVICES]",
            Examples =
            [
                new("Containers and networks go, data stays", "ncompose down"),
                new("Everything, with the data of the volumes and the images that were built", "ncompose down -v --rmi local"),
            ],
            Check = call => call.Value(images) is "" or "all" or "local" ? null : $"invalid value for --rmi: {GoSyntax.Quote(call.Value(images))}",
            Run = call => StackRun.With(call, run => RunAsync(run, call, "down", DownPlanner.Plan, Adjust, call.Value(images).Length > 0)),
        };
        return command.With(orphans, images, timeout, volumes);

        LifecyclePolicy Adjust(Invocation call, LifecyclePolicy policy) => policy with
        {
            RemoveOrphans = call.Value(orphans) || (!call.IsGiven(orphans) && policy.RemoveOrphans),
            StopTimeout = UpFlags.Timeout(call, timeout),
            Volumes = call.Value(volumes),
            Images = call.Value(images) switch { "all" => ImageRemoval.All, "local" => ImageRemoval.Local, _ => ImageRemoval.None },
        };
    }

    private static Option<long> StopTimeout() => Flag.Number("--timeout", "-t", "Specify a shutdown timeout in seconds");

    private static CommandSpec Command(
        string name, string summary, ImmutableArray<Example> examples, PlanMaker planner, Func<Invocation, LifecyclePolicy, LifecyclePolicy>? adjust = null, Func<Invocation, string?>? check = null) => new(name, summary)
        {
            OperandUsage = "[SERVICE...]",
            Examples = examples,
            Check = check ?? (_ => null),
            Run = call => StackRun.With(call, run => RunAsync(run, call, name, planner, adjust, images: false)),
        };

    private static async Task<int> RunAsync(
        StackRun run, Invocation call, string verb, PlanMaker planner, Func<Invocation, LifecyclePolicy, LifecyclePolicy>? adjust, bool images)
    {
        if (await run.OutlineAsync(call.Operands, images, exclusive: verb != "kill") is not var (stack, observed))
            return ExitCodes.Failure;
        if (Selected.Objection(run, stack, call.Operands, verb) is { } code)
            return code;
        var given = new LifecyclePolicy
        {
            Services = verb == "down" ? [.. call.Operands.Where(name => stack.Find(name) is not null)] : [.. call.Operands],
            RemoveOrphans = GoValue.IsTruthy(run.Session.Location.Environment[EnvironmentNames.RemoveOrphans]),
        };
        var policy = adjust is null ? given : adjust(call, given);
        if (await run.SettleAsync(answers => planner(stack, observed, policy with { Answers = answers }), assumeYes: false, verb == "rm" ? PlanningCodes.NothingToRemove : null) is not { } plan)
            return ExitCodes.Failure;
        Announce(run, verb, plan, policy);
        var outcome = await run.RunAsync(verb, stack.Project, plan);
        if (policy.Images != ImageRemoval.None && run.Declared is { } declared)
            ForgottenImages.Report(run, declared, observed.Images);
        return outcome;
    }

    /// <summary>Two commands say something besides their steps.</summary>
    private static void Announce(StackRun run, string verb, Plan plan, LifecyclePolicy policy)
    {
        if (verb == "kill" && plan.IsEmpty)
            run.Inform("No container to kill");
        if (verb == "rm" && policy.Force && !plan.IsEmpty)
            run.Terminal.Remark("Going to remove " + string.Join(", ", plan.Steps.Select(step => step.Operation).OfType<Operation.RemoveContainer>().Select(remove => remove.Target.Name)));
    }
}
