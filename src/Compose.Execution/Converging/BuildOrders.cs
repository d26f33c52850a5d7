using Compose.Execution.Building;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Planning;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Execution.Converging;

/// <summary>What everything that builds has to settle first: with which builder, and whether it can.</summary>
public static class BuildOrders
{
    public static async Task<BuildOrder> ForAsync(
        IConvergeRun run, ComposeProject project, BuildFlags flags, IReadOnlyCollection<string> services, bool singlePlatform) =>
        run.Around(new BuildOrder
        {
            Project = project,
            Environment = Host.ProcessEnvironment.Empty,
            CurrentDirectory = project.Directory,
            Flags = flags,
            Dialect = run.Dialect,
            Buildx = await run.Engine.FindBuildxAsync(flags.Builder, run.Stop),
            SinglePlatform = singlePlatform,
            Services = [.. services],
        });

    /// <summary>False when something stands in the way, which has been reported.</summary>
    public static bool IsPossible(IConvergeRun run, BuildOrder order)
    {
        var found = BuildGates.Check(order);
        run.Report(found);
        return !found.Any(problem => problem.Severity == Severity.Error);
    }

    /// <summary>The same steps with the edges that a builder of one image at a time needs.</summary>
    public static Plan Ordered(ComposeProject project, Plan plan)
    {
        var builds = plan.Steps.Select(step => step.Operation).OfType<Operation.BuildImage>().Select(build => build.Service).ToList();
        var ordered = Planner.Build(project, builds, withDependencies: false, order: true, push: false);
        var steps = new PlanBuilder { OnFailure = plan.OnFailure };
        var made = new Dictionary<StepId, StepId>();
        foreach (var step in ordered.Steps.Where(step => step.Operation is Operation.BuildImage build && builds.Contains(build.Service)))
            made[step.Id] = steps.Add(step.Operation, step.Reasons, step.After.Where(made.ContainsKey).Select(before => made[before]));
        foreach (var step in plan.Steps.Where(step => step.Operation is not Operation.BuildImage))
            steps.Add(step.Operation, step.Reasons);
        return steps.Build();
    }
}
