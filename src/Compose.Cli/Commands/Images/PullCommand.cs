using Compose.Cli.CommandLine;
using Compose.Cli.Commands.Swarm;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Progress;
using Compose.Execution.Scheduling;
using Compose.Files.Model;
using Compose.Planning;
using Compose.Planning.Images;
using Compose.Planning.Operations;

namespace Compose.Cli.Commands.Images;

internal static class PullCommand
{
    public static CommandSpec Build()
    {
        var buildable = Flag.Switch("--ignore-buildable", null, "Ignore images that can be built");
        var failures = Flag.Switch("--ignore-pull-failures", null, "Pull what it can and ignores images with pull failures");
        var dependencies = Flag.Switch("--include-deps", null, "Also pull services declared as dependencies");
        var frozen = CommonFlags.Frozen();
        var nodeHost = CommonFlags.NodeHost();
        var noParallel = Flag.Switch("--no-parallel", null, "DEPRECATED disable parallel pulling", byDefault: true).AsHidden();
        var parallel = Flag.Switch("--parallel", null, "DEPRECATED pull multiple images in parallel", byDefault: true).AsHidden();
        var policy = Flag.Text("--policy", null, "Apply pull policy (\"missing\"|\"always\")");
        var quiet = Flag.Switch("--quiet", "-q", "Pull without printing progress information");
        return new CommandSpec("pull", "Pull service images")
        {
            KnowsSwarm = true,
            RequiresValidProjectName = true,
            OperandUsage = "[SERVICE...]",
            Examples =
                [new("Everything that the project names", "ncompose pull"),
                    new("Only what is not there", "ncompose pull --policy missing")],
            Run = call => CommandContext.With(call, run => RunAsync(run, call)),
        }.With(buildable, failures, frozen, dependencies, nodeHost, noParallel, parallel, policy, quiet);

        async Task<int> RunAsync(CommandContext run, Invocation call)
        {
            foreach (var flag in new[] { noParallel, parallel }.Where(call.IsGiven))
                run.Reporter.Warn($"option '{flag.Name}' is deprecated and ignored");
            if (call.Value(policy) is not ("" or "missing" or "always" or "if_not_present" or "never" or "build"))
                return run.Reporter.Fail($"invalid --policy option \"{call.Value(policy)}\"", "missing or always");
            if (run.LoadWithJobs(call.Operands, withDependencies: call.Value(dependencies)) is not { } project)
                return ExitCodes.Failure;
            if (ProjectLockFile.Pins(run, project, call.Value(frozen)) is not { } pins)
                return ExitCodes.Failure;
            var wanted = new PullOptions
            {
                Policy = call.Value(policy) is { Length: > 0 } said ? said : null,
                IgnoreBuildable = call.Value(buildable),
                IgnoreFailures = call.Value(failures),
                Pins = pins,
            };
            return run.Target == DeployTarget.Swarm
                ? await SwarmPull.RunAsync(run, call.Value(nodeHost), () => PullAsync(run, project, wanted, call.Value(quiet)))
                : await PullAsync(run, project, wanted, call.Value(quiet));
        }
    }

    private static async Task<int> PullAsync(CommandContext run, ComposeProject project, PullOptions options, bool quiet)
    {
        var plan = Planner.Pull(project, await run.Engine.ImagesAsync(project, run.Stop), options);
        using IProgressView view = quiet ? new QuietProgress() : run.Plans.View("pull");
        var outcome = await run.Plans.ExecuteAsync(project.Name, plan, view, null, run.Stop, run.Interrupts.Kill);
        view.Dispose();
        var built = outcome.Plan.Steps.Zip(outcome.Steps).Where(pair => pair.Second is StepOutcome.Failed or StepOutcome.Warned)
            .SelectMany(pair => ((Operation.PullImage)pair.First.Operation).Services)
            .Where(name => project.Services[name].Build is not null).Distinct().ToList();
        if (built.Count > 0)
            run.Reporter.Warn(
                $"Some service image(s) must be built from source by running:\n    ncompose build {string.Join(' ', built)}");
        return run.Plans.Conclude(outcome);
    }
}
