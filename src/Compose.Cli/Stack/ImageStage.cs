using Compose.Cli.Rendering.Progress;
using Compose.Files.Model;
using Compose.Planning;
using Compose.Planning.Desired;

namespace Compose.Cli.Stack;

/// <summary>
/// The images of a stack: what is there, and after a pull or build where one is due, what is there then. Two rounds at most: what could not be
/// pulled may be built.
/// </summary>
sealed class ImageStage(StackRun run, ComposeProject project, ImagePolicy policy)
{
    /// <summary>The facts to plan with; null when an image cannot be had, which has been said.</summary>
    public async Task<NamedMap<ImageFacts>?> RunAsync(Task<NamedMap<ImageFacts>> known, bool quiet)
    {
        var facts = await known;
        if (run.IsDryRun)
            return facts;
        for (var round = policy; ;)
        {
            var plan = ImagePlanner.Plan(project, facts, round);
            run.Reporter.Report(plan.Diagnostics, run.Sources);
            if (plan.HasErrors)
                return null;
            if (plan.IsEmpty)
                return facts;
            using var view = quiet ? new QuietProgress() : run.View("pull");
            var outcome = await run.ExecuteAsync(project.Name, plan, view, null, run.Stop, run.Interrupts.Kill);
            view.Dispose();
            if (!outcome.Succeeded)
            {
                run.Conclude(outcome);
                return null;
            }

            var tried = plan.Steps.Select(step => step.Operation).OfType<Operation.PullImage>().Select(pull => pull.Reference);
            round = round with { Tried = [.. round.Tried, .. tried], Build = false, Pull = "missing" };
            facts = await run.Engine.ImagesAsync(project, run.Stop);
            if (round.Tried.IsEmpty)
                return facts;
        }
    }
}
