using Compose.Cli.Context;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Planning.Plans;
using Compose.Planning.Swarm;
using Compose.Planning.Swarm.Observed;

namespace Compose.Cli.Commands.Swarm;

/// <summary>Project → what the swarm has → plan → run.</summary>
internal static class SwarmWorkflow
{
    /// <summary><paramref name="accept"/> has a last look at the plan; false ends the run, and has been explained.</summary>
    public static async Task<int> RunAsync(
        CommandContext run, ComposeProject project, SwarmRequest request, Func<SwarmPicture, Plan, bool>? accept = null)
    {
        await run.Locks.TakeAsync(project.Name);
        return await StackChange.RunAsync(run, request.Verb, project.Name, request.Options, async observed =>
        {
            if (await PictureAsync(run, project, request, observed) is not { } picture)
                return null;
            var plan = Plan(run, picture, request);
            return plan is not null && accept?.Invoke(picture, plan) != false ? plan : null;
        });
    }

    /// <summary>A plan without errors; null when there is none, which has been reported.</summary>
    public static async Task<(Plan Plan, SwarmPicture Picture)?> PlanAsync(
        CommandContext run, ComposeProject project, SwarmRequest request) =>
        await PictureAsync(run, project, request) is { } picture && Plan(run, picture, request) is { } plan ? (plan, picture) : null;

    /// <summary>What plans are made from; null when something cannot be read, which has been reported.</summary>
    public static async Task<SwarmPicture?> PictureAsync(CommandContext run, ComposeProject project, SwarmRequest request) =>
        await PictureAsync(run, project, request, await run.Engine.ObserveStackAsync(project.Name, others: true, run.Stop));

    /// <summary>A digest of what the plan would send.</summary>
    public static string Files(Plan plan) => StackFingerprint.OfPlan(plan);

    /// <summary>A digest of what the swarm has of the stack.</summary>
    public static string World(SwarmPicture picture) => StackFingerprint.Of(picture.Observed);

    private static Plan? Plan(CommandContext run, SwarmPicture picture, SwarmRequest request)
    {
        var plan = SwarmPlanner.Up(picture.Project, picture.Observed, picture.Inputs, request.Policy with { By = StackOwner.Name() });
        run.Reporter.Report(plan.Diagnostics, run.Sources);
        return plan.HasErrors ? null : plan;
    }

    private static async Task<SwarmPicture?> PictureAsync(
        CommandContext run, ComposeProject project, SwarmRequest request, ObservedStack observed)
    {
        var (inputs, problems) = await run.Engine.StackInputsAsync(
            project, observed, request.Policy.Resolve, run.Plans.Settings, run.Stop, request.IsBuilt, request.Pins);
        run.Reporter.Report(problems, run.Sources);
        return problems.Any(problem => problem.Severity == Severity.Error) ? null : new SwarmPicture(project, observed, inputs);
    }
}
