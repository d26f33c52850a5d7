using Compose.Cli.Commands.Images;
using Compose.Cli.Commands.Swarm;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Files.Model;
using Compose.Planning.Context;
using Compose.Planning.Plans;

namespace Compose.Cli.Commands.Up;

/// <summary>
/// `up`, `plan`, `scale` and `apply` on a swarm: what their flags mean there. Flags that one target does not know are refused.
/// </summary>
internal static class SwarmUp
{
    private const string FlagsOfSwarm =
        "--prune, --rotate-secrets, --no-rollback, --no-plan-check, --resolve-image and --with-registry-auth";

    /// <param name="run">Where it runs.</param>
    /// <param name="project">The services that were asked for.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="kept">The plan that `apply` was given: nothing is done if its inputs have changed.</param>
    public static async Task<int> RunAsync(CommandContext run, ComposeProject project, UpOptions options, SavedPlan? kept) =>
        Request(run, project, options) is not { } request ? ExitCodes.Failure
        : options.Build && !run.IsDryRun
        && await SwarmBuild.RunAsync(run, project, options.QuietBuild) is not ExitCodes.Success and var failed ? failed
        : await SwarmWorkflow.RunAsync(run, project, request, (picture, plan) =>
            kept is null || ApplyCommand.IsStillSo(run, kept, SwarmWorkflow.Files(plan), SwarmWorkflow.World(picture)));

    /// <summary>The plan that `plan` prints, and what it was made from; null when there is none, which has been reported.</summary>
    public static async Task<(Plan Plan, SwarmPicture Picture)?> PlanAsync(CommandContext run, ComposeProject project, UpOptions options) =>
        Request(run, project, options) is { } request ? await SwarmWorkflow.PlanAsync(run, project, request) : null;

    public static string? RefusedOnEngine(UpOptions options) =>
        options.Swarm == SwarmOptions.None ? null : $"{FlagsOfSwarm} need --target swarm";

    private static SwarmRequest? Request(CommandContext run, ComposeProject project, UpOptions options)
    {
        if ((Refused(options) ?? Invalid(run, project, options)) is { } problem)
        {
            run.Reporter.Fail(problem);
            return null;
        }

        if (ProjectLockFile.Pins(run, project, options.Frozen) is not { } pins)
            return null;
        var request = options.Swarm.Request(
            options.Verb, options.Wait || !options.Detach || options.Verb == "scale", options.Timeout ?? options.WaitTimeout);
        return request with
        {
            IsBuilt = options.Build,
            Pins = pins,
            Policy = request.Policy with
            {
                Prune = request.Policy.Prune || options.RemoveOrphans,
                Recreate = options.Recreate == RecreatePolicy.Always,
                Scale = new NamedMap<int>(options.Scale),
            },
        };
    }

    private static string? Invalid(CommandContext run, ComposeProject project, UpOptions options) =>
        project.Services.Count == 0 && !run.Global.AllResources
        ? "no service selected"
        : options.Scale.Keys.FirstOrDefault(name => !project.Services.Contains(name)) is { } unknown
        ? $"no such service: {unknown}: not found" : null;

    private static string? Refused(UpOptions options) => new (bool IsGiven, string Flag)[]
    {
        (options.Pull is not (null or "policy"), "--pull"),
        (!options.Start, "--no-start"),
        (options.RecreateDependencies == RecreatePolicy.Always, "--always-recreate-deps"),
        (options.Recreate == RecreatePolicy.Never, "--no-recreate"),
        (options.RenewAnonymousVolumes, "--renew-anon-volumes"),
        (options.Watch, "--watch"),
        (options.Attach.AbortOnExit, "--abort-on-container-exit"),
        (options.Attach.AbortOnFailure, "--abort-on-container-failure"),
        (!options.Attach.Only.IsEmpty, "--attach"),
        (options.Attach.Dependencies, "--attach-dependencies"),
    }.Where(item => item.IsGiven).Select(item => $"{item.Flag} is not supported with the target swarm").FirstOrDefault();
}
