using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Terminals;
using Compose.Execution.Building;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Planning;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Cli.Commands.Images;

/// <summary>What every command that builds has to settle first: with which builder, and whether it can.</summary>
internal static class BuildRun
{
    public static async Task<BuildOrder> OrderAsync(CommandContext run, ComposeProject project, BuildFlags flags, IReadOnlyCollection<string> services, bool singlePlatform)
    {
        var output = new DispensableOutput(run.Terminal.Output);
        return new BuildOrder
        {
            Project = project,
            Environment = run.Call.Process.Variables,
            CurrentDirectory = run.Call.Process.CurrentDirectory,
            Flags = flags,
            Dialect = run.Dialect,
            Buildx = await run.Engine.FindBuildxAsync(flags.Builder, run.Stop),
            SinglePlatform = singlePlatform,
            Services = [.. services],
            PrintsLog = run.Output.BuildProgress == ProgressMode.Plain,
            Print = bytes => output.Write(bytes.Span),
        };
    }

    /// <summary>False when something stands in the way, which has been said.</summary>
    public static bool IsPossible(CommandContext run, BuildOrder order)
    {
        var found = BuildGates.Check(order);
        run.Reporter.Report(found, run.Sources);
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
