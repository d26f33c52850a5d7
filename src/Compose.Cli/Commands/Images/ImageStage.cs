using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Progress;
using Compose.Execution.Building;
using Compose.Files.Model;
using Compose.Planning;
using Compose.Planning.Desired;
using Compose.Planning.Images;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Cli.Commands.Images;

/// <summary>
/// The images of a stack: what is there, and after a pull or build where one is due, what is there then. Two rounds at most: what could not be
/// pulled may be built. What the containers' own plan can pull on the way is left to it.
/// </summary>
internal sealed class ImageStage(CommandContext run, ComposeProject project, ImagePolicy policy)
{
    public bool QuietBuild { get; init; }

    /// <summary>Every image must be in ncompose.lock.</summary>
    public bool Frozen { get; init; }

    /// <summary>The services that have containers; null when nothing is to be left to the plan that follows.</summary>
    public IReadOnlySet<string>? WithContainers { get; init; }

    /// <summary>For the exit when there are no facts to go on with.</summary>
    public int FailureCode { get; private set; } = ExitCodes.Failure;

    /// <summary>The facts to plan with; null when an image cannot be had, which has been said.</summary>
    public async Task<NamedMap<ImageFacts>?> RunAsync(Task<NamedMap<ImageFacts>> known, bool quiet)
    {
        var facts = await known;
        if (LockFile.Pins(run, project, Frozen) is not { } pins)
            return null;
        var round = policy with { Pins = pins };
        if (WithContainers is not null)
            round = round with { Deferred = Planner.DeferrablePulls(project, facts, round, WithContainers) };
        while (true)
        {
            var plan = Planner.Images(project, facts, round);
            run.Reporter.Report(plan.Diagnostics, run.Sources);
            if (plan.HasErrors)
                return null;
            if (plan.IsEmpty)
                return facts;
            if (!await ExecuteAsync(plan, quiet))
                return null;
            if (run.IsDryRun)
                return facts;
            var tried = plan.Steps.Select(step => step.Operation).OfType<Operation.PullImage>().Select(pull => pull.Reference);
            round = round with { Tried = [.. round.Tried, .. tried], Build = false, Pull = "missing" };
            facts = await run.Engine.ImagesAsync(project, run.Stop);
            if (round.Tried.IsEmpty)
                return facts;
        }
    }

    private async Task<bool> ExecuteAsync(Plan plan, bool quiet)
    {
        var settings = run.Plans.Settings;
        var builds = plan.Steps.Select(step => step.Operation).OfType<Operation.BuildImage>().Select(build => build.Service).ToList();
        if (builds.Count > 0)
        {
            var order = await BuildRun.OrderAsync(run, project, new BuildFlags(), builds, singlePlatform: true);
            if (!BuildRun.IsPossible(run, order))
                return false;
            settings = settings with { Build = order };

            // Without buildx builds go one by one, what others are built from first.
            if (order.Buildx is null && !policy.OrderBuilds)
                plan = BuildRun.Ordered(project, plan);
        }

        using var view = run.Plans.View(builds.Count > 0 ? "build" : "pull", builds: builds.Count > 0);
        var relay = new Relay(view, happened => (QuietBuild && IsOfBuild(happened)) || (quiet && happened is Execution.Scheduling.ProgressEvent.Progressed { Step.Operation: Operation.PullImage }));
        var outcome = await run.Plans.ExecuteAsync(project.Name, plan, relay, settings, run.Stop, run.Interrupts.Kill);
        view.Dispose();
        if (outcome.Succeeded)
            return true;
        FailureCode = run.Plans.Conclude(outcome);
        return false;
    }

    private static bool IsOfBuild(Execution.Scheduling.ProgressEvent happened) =>
        happened is Execution.Scheduling.ProgressEvent.Output or Execution.Scheduling.ProgressEvent.Progressed { Step.Operation: Operation.BuildImage };

    private sealed class Relay(IProgressView view, Func<Execution.Scheduling.ProgressEvent, bool> isHidden) : IProgressView
    {
        public void On(Execution.Scheduling.ProgressEvent happened)
        {
            if (!isHidden(happened))
                view.On(happened);
        }

        public void Dispose() => view.Dispose();
    }
}
