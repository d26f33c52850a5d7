using System.Collections.Immutable;
using Compose.Cli.CommandLine;
using Compose.Cli.Commands.Swarm;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Plans;
using Compose.Files.Model;
using Compose.Planning;
using Compose.Planning.Context;

namespace Compose.Cli.Commands.Up;

/// <summary>`drift`: what on the engine is no longer what was created, and with --fix, putting it right.</summary>
internal static class DriftCommand
{
    private const int HasDrift = 2;

    public static CommandSpec Build()
    {
        var fix = Flag.Switch("--fix", null, "Put it right");
        var json = Flag.Switch("--json", null, "Print the findings as JSON");
        return new CommandSpec("drift", "Show what on the engine is no longer as it was created")
        {
            KnowsSwarm = true,
            RequiresValidProjectName = true,
            OperandUsage = "[SERVICE...]",
            Examples = [new("Was the stack changed by hand?", "ncompose drift"), new("Undo that", "ncompose drift --fix")],
            Run = call => CommandContext.With(call, run => RunAsync(run, [.. call.Operands], call.Value(fix), call.Value(json))),
        }.With(fix, json);
    }

    private static async Task<int> RunAsync(CommandContext run, ImmutableArray<string> services, bool fix, bool json)
    {
        var options = new UpOptions { Services = services, Recreate = RecreatePolicy.Never, RecreateDependencies = RecreatePolicy.Never };
        if (UpPlanning.Load(run, options) is not { } project)
            return ExitCodes.Failure;
        if (run.Target == DeployTarget.Swarm)
            return await new SwarmDrift(run, project, services).RunAsync(fix, json);
        if (await UpPlanning.LookAsync(run, project, options, exclusive: fix) is not { } picture)
            return ExitCodes.Failure;
        var desired = UpPlanning.Desire(run, picture, options);
        var report = await run.Engine.DriftAsync(desired, picture.Observed, run.Plans.Settings, run.Stop);
        run.Reporter.Report(report.Problems, run.Sources);
        if (!report.Problems.IsEmpty)
            return ExitCodes.Failure;
        var view = new DriftView(run.Output.Output, run.Sources);
        run.Terminal.Print(json ? view.Json(picture.Project.Name, report) : view.Render(report), isStyled: true);
        if (!fix || report.Findings.IsEmpty)
            return report.Findings.IsEmpty ? ExitCodes.Success : HasDrift;
        var policy = await UpPlanning.PolicyAsync(run, options) with { Repairs = report.Repairs, IgnoreOrphans = true };
        return await run.SettleAsync(
            answers => Planner.Up(desired, picture.Observed, policy with { Answers = answers }), assumeYes: false) is { } plan
            ? await run.Plans.RunAsync("drift", picture.Project.Name, plan)
            : ExitCodes.Failure;
    }
}
