using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Progress;
using Compose.Planning;

namespace Compose.Cli.Commands.Images;

internal static class PushCommand
{
    public static CommandSpec Build()
    {
        var failures = Flag.Switch("--ignore-push-failures", null, "Push what it can and ignores images with push failures");
        var dependencies = Flag.Switch("--include-deps", null, "Also push images of services declared as dependencies");
        var quiet = Flag.Switch("--quiet", "-q", "Push without printing progress information");
        return new CommandSpec("push", "Push service images")
        {
            KnowsSwarm = true,
            RequiresValidProjectName = true,
            OperandUsage = "[SERVICE...]",
            Examples = [new("What was built here to its registries", "ncompose build && ncompose push")],
            Run = call => CommandContext.With(call, run => RunAsync(run, call)),
        }.With(failures, dependencies, quiet);

        async Task<int> RunAsync(CommandContext run, Invocation call)
        {
            if (run.LoadWithJobs(call.Operands, withDependencies: call.Value(dependencies)) is not { } project)
                return ExitCodes.Failure;
            var plan = Planner.Push(project, call.Value(failures));
            using IProgressView view = call.Value(quiet) ? new QuietProgress() : run.Plans.View("push");
            var outcome = await run.Plans.ExecuteAsync(project.Name, plan, view, null, run.Stop, run.Interrupts.Kill);
            view.Dispose();
            return run.Plans.Conclude(outcome);
        }
    }
}
