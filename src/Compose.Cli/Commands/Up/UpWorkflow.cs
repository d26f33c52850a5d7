using Compose.Cli.Commands.Images;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Terminals;
using Compose.Execution.Converging;
using Compose.Files.Model;
using Compose.Planning;
using Compose.Planning.Plans;
using Compose.Planning.Plans.Output;

namespace Compose.Cli.Commands.Up;

/// <summary>
/// `up`, `create`, `scale` and `apply`: project → images and what is there → plan → run, and for an attached `up` what follows.
/// </summary>
internal static class UpWorkflow
{
    /// <param name="run">Where it runs.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="accept">Has a last look at what the plan is made from; false ends the run, and has been explained.</param>
    /// <param name="kept">The plan that `apply` was given: nothing is done if its inputs have changed.</param>
    public static async Task<int> RunAsync(
        CommandContext run, UpOptions options, Func<ConvergeInputs, bool>? accept = null, SavedPlan? kept = null)
    {
        using var timeline = new UpTimeline(run, options);
        var code = await RunAsync(run, options, accept, kept, timeline);
        return timeline.Save() || code != ExitCodes.Success ? code : ExitCodes.Failure;
    }

    private static async Task<int> RunAsync(
        CommandContext run, UpOptions options, Func<ConvergeInputs, bool>? accept, SavedPlan? kept, UpTimeline timeline)
    {
        if (UpPlanning.Load(run, options) is not { } project)
            return ExitCodes.Failure;
        if (!await run.AcceptsRemoteAsync(project, options.Yes))
            return ExitCodes.Failure;
        if (run.Target == DeployTarget.Swarm)
            return await SwarmUp.RunAsync(run, project, options, kept);
        if (await UpPlanning.LookAsync(run, project, options, exclusive: true) is not { } picture || accept?.Invoke(picture) == false
            || !IsStillSo(run, kept, picture, options))
            return ExitCodes.Failure;
        var rules = options.Watch ? WatchCommand.Rules(run, picture.Project, options.Services) : null;
        if (options.Watch && rules is null)
            return ExitCodes.Failure;
        if (rules?.Rules.Count == 0)
            return run.Reporter.Fail(
                "none of the selected services is configured for watch, see https://docs.docker.com/compose/how-tos/file-watch/");
        var images = new ImageStage(run, picture.Project, Convergence.ImagePolicy(options))
        {
            QuietBuild = options.QuietBuild,
            Frozen = options.Frozen,
            WithContainers = options.QuietPull ? null
                : picture.Observed.Containers.Select(container => container.Service).ToHashSet(StringComparer.Ordinal),
        };
        if (await images.RunAsync(Task.FromResult(picture.Images), options.QuietPull) is not { } known)
            return images.FailureCode;
        var printing = new CommandConvergence(run) { Verb = options.Verb };
        if (await ProviderConvergence.RunAsync(printing, picture with { Images = known }, options) is not { } provided)
            return printing.FailureCode ?? ExitCodes.Failure;
        picture = provided;
        var desired = UpPlanning.Desire(run, picture, options);
        var policy = await UpPlanning.PolicyAsync(run, options) with { Provided = picture.Provided };
        if (await run.SettleAsync(
            answers => Planner.Up(desired, picture.Observed, policy with { Answers = answers }), options.Yes) is not { } plan)
            return ExitCodes.Failure;
        if (!await run.HasNoConflictsAsync(picture.Project, plan))
            return ExitCodes.Failure;
        if (options.Verb == ScaleCommand.Verb)
            foreach (var remark in ScaleRemark.Of(plan))
                run.Reporter.Warn(remark);
        if (options is { Detach: true } or { Start: false })
            return await run.Plans.RunAsync(options.Verb, picture.Project.Name, plan);
        if (run.IsDryRun)
        {
            var code = await run.Plans.RunAsync(options.Verb, picture.Project.Name, plan);
            run.Terminal.Remark("end of 'compose up' output, interactive run is not supported in dry-run mode");
            return code;
        }

        using var attached = new AttachedUp(run, picture.Project, options, new DispensableOutput(run.Terminal.Output), rules)
        { OnStarted = () => timeline.Save() };
        return await attached.RunAsync(plan);
    }

    private static bool IsStillSo(CommandContext run, SavedPlan? kept, ConvergeInputs picture, UpOptions options) => kept is null
        || ApplyCommand.IsStillSo(run, kept, Fingerprint.Of(UpPlanning.Desire(run, picture, options)), Fingerprint.Of(picture.Observed));
}
