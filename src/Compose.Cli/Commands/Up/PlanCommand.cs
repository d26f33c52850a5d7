using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Plans;
using Compose.Planning.Plans;
using Compose.Planning.Plans.Output;

namespace Compose.Cli.Commands.Up;

/// <summary>`plan`: what `up` would do and why, without doing it.</summary>
internal static class PlanCommand
{
    private const int HasChanges = 2;

    public static CommandSpec Build()
    {
        var detailed = Flag.Switch("--detailed-exitcode", null, "Exit with 0 for nothing to do, 2 for changes, 1 for an error");
        var json = Flag.Switch("--json", null, "Print the plan as JSON (schemas/plan.schema.json)");
        var keep = Flag.Text("--out", "-o", "Keep the plan in a file for `ncompose apply`", kind: "file");
        var steps = Flag.Switch("--steps", null, "Print every step with its order instead of a summary by service");
        var flags = ConvergeFlags.ToPlan;
        return new CommandSpec("plan", "Show what up would do, with the reasons")
        {
            RequiresValidProjectName = true,
            OperandUsage = "[SERVICE...]",
            Examples =
            [
                new("What would `ncompose up` do?", "ncompose plan"),
                new("Look at it now, do exactly that later", "ncompose plan --out change.plan && ncompose apply change.plan"),
            ],
            Validate = call => flags.ValidateBuild(call) ?? flags.ValidateRecreate(call) ?? flags.ValidateValues(call),
            Run = call => CommandContext.With(call, run => RunAsync(run, flags.Read(call), call.Value(json), call.Value(steps), call.Value(detailed), call.Value(keep))),
        }.With([.. flags.All, detailed, json, keep, steps]);
    }

    private static async Task<int> RunAsync(CommandContext run, UpOptions options, bool json, bool steps, bool detailed, string keep)
    {
        if (await UpPlanning.LookAsync(run, options) is not { } picture)
            return ExitCodes.Failure;
        if (await UpPlanning.ExplainedAsync(run, picture, options) is not { } plan)
            return ExitCodes.Failure;
        run.Reporter.Report(plan.Diagnostics, run.Sources);
        if (plan.HasErrors)
            return ExitCodes.Failure;
        // Said, not decided: whoever reads the plan may free the port first.
        _ = await run.HasNoConflictsAsync(picture.Project, plan);
        if (keep.Length > 0)
            new SavedPlan
            {
                Request = new SavedRequest(run.Call.Process.CurrentDirectory, run.Global, options),
                Files = Fingerprint.Of(UpPlanning.Desire(run, picture, options)),
                World = Fingerprint.Of(picture.Observed),
                Plan = PlanJson.Document(plan, run.Sources, picture.Project.Name),
            }.Write(Path.Combine(run.Call.Process.CurrentDirectory, keep));

        run.Terminal.Print(
            json ? PlanJson.Of(plan, run.Sources, picture.Project.Name) + "\n"
            : steps && !plan.IsEmpty ? PlanText.Of(plan, run.Sources)
            : new PlanReport(run.Output.Output, run.Sources).Render(plan), isStyled: true);
        return detailed && !(plan.IsEmpty && plan.Questions.IsEmpty) ? HasChanges : ExitCodes.Success;
    }
}
