using Compose.Cli.CommandLine;
using Compose.Cli.Commands.Swarm;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Plans;
using Compose.Files.Model;
using Compose.Files.Values;
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
            KnowsSwarm = true,
            OperandUsage = "[SERVICE...]",
            Examples =
            [
                new("What would `ncompose up` do?", "ncompose plan"),
                new("Look at it now, do exactly that later", "ncompose plan --out change.plan && ncompose apply change.plan"),
            ],
            Validate = call => flags.ValidateBuild(call) ?? flags.ValidateRecreate(call) ?? flags.ValidateValues(call),
            Run = call => CommandContext.With(
                call, run => RunAsync(run, flags.Read(call), call.Value(json), call.Value(steps), call.Value(detailed), call.Value(keep))),
        }.With([.. flags.All, detailed, json, keep, steps]);
    }

    private static async Task<int> RunAsync(CommandContext run, UpOptions options, bool json, bool steps, bool detailed, string keep)
    {
        if (UpPlanning.Load(run, options) is not { } project)
            return ExitCodes.Failure;
        if (run.Target == DeployTarget.Swarm)
            return await RunOnSwarmAsync(run, project, options with { Wait = true }, new Output(json, steps, detailed, keep));
        if (await UpPlanning.LookAsync(run, project, options) is not { } picture)
            return ExitCodes.Failure;
        if (await UpPlanning.ExplainedAsync(run, picture, options) is not { } plan)
            return ExitCodes.Failure;
        run.Reporter.Report(plan.Diagnostics, run.Sources);
        if (plan.HasErrors)
            return ExitCodes.Failure;
        // A warning only: the reader of the plan may free the port first.
        _ = await run.HasNoConflictsAsync(picture.Project, plan);
        return Print(run, project, options, plan, new Output(json, steps, detailed, keep), () =>
            (Fingerprint.Of(UpPlanning.Desire(run, picture, options)), Fingerprint.Of(picture.Observed)));
    }

    private static async Task<int> RunOnSwarmAsync(CommandContext run, ComposeProject project, UpOptions options, Output output) =>
        await SwarmUp.PlanAsync(run, project, options) is var (plan, picture)
            ? Print(run, project, options, plan, output, () => (SwarmWorkflow.Files(plan), SwarmWorkflow.World(picture)))
            : ExitCodes.Failure;

    /// <summary><paramref name="fingerprints"/>: what the plan was made from; asked for only if the plan is kept.</summary>
    private static int Print(
        CommandContext run, ComposeProject project, UpOptions options, Plan plan, Output output,
        Func<(string Files, string World)> fingerprints)
    {
        if (output.Keep.Length > 0)
            Keep(run, project, options, plan, output.Keep, fingerprints());
        run.Terminal.Print(
            output.Json ? PlanJson.Of(plan, run.Sources, project.Name) + "\n"
            : output.Steps && !plan.IsEmpty ? PlanText.Of(plan, run.Sources)
            : new PlanReport(run.Output.Output, run.Sources).Render(plan), isStyled: true);
        return output.Detailed && !(plan.IsEmpty && plan.Questions.IsEmpty) ? HasChanges : ExitCodes.Success;
    }

    private static void Keep(
        CommandContext run, ComposeProject project, UpOptions options, Plan plan, string path, (string Files, string World) inputs) =>
        new SavedPlan
        {
            Request = new SavedRequest(run.Call.Process.CurrentDirectory, run.Global with { Target = TargetName.Of(run.Target) }, options),
            Files = inputs.Files,
            World = inputs.World,
            Plan = PlanJson.Document(plan, run.Sources, project.Name),
        }.Write(Path.Combine(run.Call.Process.CurrentDirectory, path));

    /// <summary>How the plan is shown, and the file that it is kept in.</summary>
    private sealed record Output(bool Json, bool Steps, bool Detailed, string Keep);
}
