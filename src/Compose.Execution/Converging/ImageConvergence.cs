using Compose.Execution.Building;
using Compose.Execution.Pinning;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Planning;
using Compose.Planning.Desired;
using Compose.Planning.Images;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Execution.Converging;

/// <summary>
/// The images of a stack: what is there, and after a pull or build where one is due, what is there then. Two rounds at most: what could not
/// be pulled may be built. What the containers' own plan can pull on the way is left to it.
/// </summary>
public sealed class ImageConvergence(IConvergeRun run, ComposeProject project, ImagePolicy policy)
{
    /// <summary>Every image must be in the lock file.</summary>
    public bool Frozen { get; init; }

    /// <summary>The services that have containers; null when nothing is to be left to the plan that follows.</summary>
    public IReadOnlySet<string>? WithContainers { get; init; }

    /// <summary>The facts to plan with; null when an image cannot be had, which has been reported.</summary>
    public async Task<NamedMap<ImageFacts>?> RunAsync(Task<NamedMap<ImageFacts>> known)
    {
        var facts = await known;
        if (Pins(run, project, Frozen) is not { } pins)
            return null;
        var round = policy with { Pins = pins };
        if (WithContainers is not null)
            round = round with { Deferred = Planner.DeferrablePulls(project, facts, round, WithContainers) };
        while (true)
        {
            var plan = Planner.Images(project, facts, round);
            run.Report(plan.Diagnostics);
            if (plan.HasErrors)
                return null;
            if (plan.IsEmpty)
                return facts;
            if (!await ExecuteAsync(plan))
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

    /// <summary>What a run has to keep to; null when it cannot, which has been reported.</summary>
    public static NamedMap<string>? Pins(IConvergeRun run, ComposeProject project, bool frozen)
    {
        var problems = new DiagnosticBag();
        var pins = LockFile.Pins(run.Location.LocalDirectory, project, frozen, run.Sources, problems);
        run.Report(problems);
        return pins;
    }

    private async Task<bool> ExecuteAsync(Plan plan)
    {
        var settings = run.Settings;
        var builds = plan.Steps.Select(step => step.Operation).OfType<Operation.BuildImage>().Select(build => build.Service).ToList();
        if (builds.Count == 0)
            return await run.ExecuteAsync(project.Name, plan, settings, ConvergeStage.Pull);
        var order = await BuildOrders.ForAsync(run, project, new BuildFlags(), builds, singlePlatform: true);
        if (!BuildOrders.IsPossible(run, order))
            return false;

        // Without buildx builds go one by one, what others are built from first.
        if (order.Buildx is null && !policy.OrderBuilds)
            plan = BuildOrders.Ordered(project, plan);
        return await run.ExecuteAsync(project.Name, plan, settings with { Build = order }, ConvergeStage.Build);
    }
}
