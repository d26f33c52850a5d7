using Compose.Cli.CommandLine;
using Compose.Cli.Rendering.Plans;
using Compose.Cli.Stack;
using Compose.Planning;

namespace Compose.Cli.Commands;

/// <summary>`plan`: what `up` would do and why, without doing it.</summary>
static class PlanCommand
{
    private const int HasChanges = 2;

    public static CommandSpec Build()
    {
        var detailed = Flag.Switch("--detailed-exitcode", null, "Exit with 0 for nothing to do, 2 for changes, 1 for an error");
        var json = Flag.Switch("--json", null, "Print the plan as JSON (schemas/plan.schema.json)");
        var keep = Flag.Text("--out", "-o", "Keep the plan in a file for `ncompose apply`", kind: "file");
        var steps = Flag.Switch("--steps", null, "Print every step with its order instead of a summary by service");
        var noStart = Flag.Switch("--no-start", null, "Plan without starting the services");
        var wait = Flag.Switch("--wait", null, "Plan with waiting for services to be running|healthy");
        var noDeps = Flag.Switch("--no-deps", null, "Don't plan linked services");
        var recreateDeps = Flag.Switch("--always-recreate-deps", null, "Recreate dependent containers. Incompatible with --no-recreate.");
        var renew = Flag.Switch("--renew-anon-volumes", "-V", "Recreate anonymous volumes instead of retrieving data from the previous containers");
        var (build, noBuild, force, noRecreate, pull) = (UpFlags.Build(), UpFlags.NoBuild(), UpFlags.ForceRecreate(), UpFlags.NoRecreate(), UpFlags.Pull());
        var (orphans, scale, yes, timeout) = (UpFlags.RemoveOrphans(), UpFlags.Scale(), UpFlags.Yes(), UpFlags.Timeout());
        return new CommandSpec("plan", "Show what up would do, with the reasons")
        {
            OperandUsage = "[SERVICE...]",
            Examples =
            [
                new("What would `ncompose up` do?", "ncompose plan"),
                new("Look at it now, do exactly that later", "ncompose plan --out change.plan && ncompose apply change.plan"),
            ],
            Run = call => StackRun.With(call, run => Objection(call) is { } objection
                ? Task.FromResult(run.Reporter.Fail(objection))
                : RunAsync(run, Read(call), call.Value(json), call.Value(steps), call.Value(detailed), call.Value(keep))),
        }.With(recreateDeps, build, detailed, force, json, noBuild, noDeps, noRecreate, noStart, keep, pull, orphans, renew, scale, steps, timeout, wait, yes);

        UpOptions Read(Invocation call) => new()
        {
            Services = [.. call.Operands],
            Start = !call.Value(noStart),
            Wait = call.Value(wait),
            Build = call.Value(build),
            NoBuild = call.Value(noBuild),
            Pull = call.Value(pull),
            Recreate = call.Value(noRecreate) ? RecreatePolicy.Never : call.Value(force) || call.Value(renew) ? RecreatePolicy.Always : RecreatePolicy.WhenChanged,
            RecreateDependencies = call.Value(noRecreate) ? RecreatePolicy.Never : call.Value(recreateDeps) ? RecreatePolicy.Always : RecreatePolicy.WhenChanged,
            RenewAnonymousVolumes = call.Value(renew),
            RemoveOrphans = call.Value(orphans),
            NoDependencies = call.Value(noDeps),
            Yes = call.Value(yes),
            Timeout = UpFlags.Timeout(call, timeout),
            Scale = UpFlags.ReadScale(call.Value(scale)).Scale,
        };

        string? Objection(Invocation call) => call switch
        {
            _ when call.Value(build) && call.Value(noBuild) => "--build and --no-build are incompatible",
            _ when call.Value(noRecreate) && (call.Value(force) || call.Value(renew) || call.Value(recreateDeps)) =>
                "--no-recreate is incompatible with --force-recreate, --renew-anon-volumes and --always-recreate-deps",
            _ => UpFlags.PullObjection(call.Value(pull)) ?? UpFlags.ReadScale(call.Value(scale)).Objection,
        };
    }

    private static async Task<int> RunAsync(StackRun run, UpOptions options, bool json, bool steps, bool detailed, string keep)
    {
        if (await UpPlanning.LookAsync(run, options) is not { } picture)
            return ExitCodes.Failure;
        var plan = await UpPlanning.ExplainedAsync(run, picture, options);
        run.Reporter.Report(plan.Diagnostics, run.Sources);
        if (plan.HasErrors)
            return ExitCodes.Failure;
        // Said, not decided: whoever reads the plan may free the port first.
        _ = await run.IsUnclaimedAsync(picture.Project, plan);
        if (keep.Length > 0)
            new PlanFile
            {
                Request = PlanRequest.Of(run.Call.Surroundings.CurrentDirectory, run.Session.Global, options),
                Files = Fingerprint.Of(UpPlanning.Desire(run, picture, options)),
                World = Fingerprint.Of(picture.Observed),
                Plan = PlanJson.Document(plan, run.Sources, picture.Project.Name),
            }.Write(Path.Combine(run.Call.Surroundings.CurrentDirectory, keep));

        run.Terminal.Print(
            json ? PlanJson.Of(plan, run.Sources, picture.Project.Name) + "\n"
            : steps && !plan.IsEmpty ? PlanText.Of(plan, run.Sources)
            : new PlanReport(run.Session.Output.Output, run.Sources).Render(plan));
        return detailed && !(plan.IsEmpty && plan.Questions.IsEmpty) ? HasChanges : ExitCodes.Success;
    }
}
