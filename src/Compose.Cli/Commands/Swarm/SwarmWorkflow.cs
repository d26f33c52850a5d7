using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Planning.Plans;
using Compose.Planning.Swarm;

namespace Compose.Cli.Commands.Swarm;

/// <summary>Project → what the swarm has → plan → run.</summary>
internal static class SwarmWorkflow
{
    /// <summary><paramref name="accept"/> has a last look at the plan; false ends the run, and has been explained.</summary>
    public static async Task<int> RunAsync(CommandContext run, ComposeProject project, SwarmRequest request, Func<SwarmPicture, Plan, bool>? accept = null)
    {
        await run.LockAsync(project.Name);
        if (await PlanAsync(run, project, request) is not var (plan, picture) || accept?.Invoke(picture, plan) == false)
            return ExitCodes.Failure;
        return await run.RunStackAsync(request.Verb, project.Name, plan, request.Options);
    }

    /// <summary>A plan without errors; null when there is none, which has been reported.</summary>
    public static async Task<(Plan Plan, SwarmPicture Picture)?> PlanAsync(CommandContext run, ComposeProject project, SwarmRequest request)
    {
        var observed = await run.Engine.ObserveStackAsync(project.Name, others: true, run.Stop);
        var (inputs, problems) = await run.Engine.StackInputsAsync(project, observed, request.Policy.Resolve, run.Settings, run.Stop);
        run.Reporter.Report(problems, run.Sources);
        if (problems.Any(problem => problem.Severity == Severity.Error))
            return null;
        var plan = SwarmPlanner.Up(project, observed, inputs, request.Policy);
        run.Reporter.Report(plan.Diagnostics, run.Sources);
        return plan.HasErrors ? null : (plan, new SwarmPicture(project, observed, inputs));
    }

    /// <summary>A digest of what the plan would send.</summary>
    public static string Files(Plan plan) => StackFingerprint.OfPlan(plan);

    /// <summary>A digest of what the swarm has of the stack.</summary>
    public static string World(SwarmPicture picture) => StackFingerprint.Of(picture.Observed);
}
