using Compose.Cli.Commands.Images;
using Compose.Cli.Context;
using Compose.Execution.Observing;
using Compose.Files.Diagnostics;
using Compose.Files.Environment;
using Compose.Files.Model;
using Compose.Host;
using Compose.Planning;
using Compose.Planning.Context;
using Compose.Planning.Desired;
using Compose.Planning.Images;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Secrets;

namespace Compose.Cli.Commands.Up;

/// <summary>The way from a command line to a plan that `up`, `plan`, `apply` and `drift` share: what one shows is what the other does.</summary>
internal static class UpPlanning
{
    /// <summary>Loads and looks; null when that cannot be done, which has been said.</summary>
    public static async Task<UpInputs?> LookAsync(CommandContext run, UpOptions options, bool exclusive = false) =>
        Load(run, options) is { } project ? await LookAsync(run, project, options, exclusive) : null;

    /// <summary>The project with the services that were asked for; null when the files are wrong, which has been said.</summary>
    public static ComposeProject? Load(CommandContext run, UpOptions options) =>
        run.Load(request => request with { Services = options.Services, WithoutDependencies = options.NoDependencies });

    public static async Task<UpInputs?> LookAsync(CommandContext run, ComposeProject project, UpOptions options, bool exclusive = false)
    {
        if (Validate(run, project, options) is { } invalid)
        {
            run.Reporter.Fail(invalid);
            return null;
        }

        WarnOfJobs(run, project);
        if (await run.Engine.WithApiSocketAsync(project, run.Stop) is not { } told)
        {
            run.Reporter.Fail("use_api_socket can't be used with a Windows Docker Engine");
            return null;
        }

        (project, var models) = await run.Engine.WithModelsAsync(options.BuildsWatched ? WithWatchedBuilds(told) : told, run.Stop);
        if (exclusive)
            await run.Locks.TakeAsync(project.Name);
        // None of these needs another's answer.
        var gates = run.Engine.CheckAsync(project, run.Stop);
        var facts = run.Engine.ImagesAsync(project, run.Stop);
        var observing = run.Engine.ObserveAsync(project.Name, project, images: false, run.Stop);
        await Task.WhenAll(gates, facts, observing);
        run.Reporter.Report(await gates, run.Sources);
        if ((await gates).Any(problem => problem.Severity == Severity.Error))
            return null;
        var adopted = await run.Engine.WithAdoptedAsync(await observing, project, run.Stop);
        var observed = await run.Engine.WithContentsAsync(adopted, project, run.Stop);
        return new UpInputs(project, await facts, observed with { Models = models }, await run.Engine.ListsAnnotationsAsync(run.Stop));
    }

    /// <summary>Jobs are not started here, and no engine starts them at their times.</summary>
    private static void WarnOfJobs(CommandContext run, ComposeProject project)
    {
        Warn("jobs are not started by up; start them with `run`", job => job.Schedules.IsEmpty);
        Warn("the engine has no scheduler; `schedule` starts these jobs at their times", job => !job.Schedules.IsEmpty);

        void Warn(string sentence, Func<Job, bool> isMeant)
        {
            if (string.Join(", ", project.Jobs.Values.Where(isMeant).Select(job => job.Name)) is { Length: > 0 } names)
                run.Reporter.Warn($"{sentence}: {names}");
        }
    }

    private static ComposeProject WithWatchedBuilds(ComposeProject project) => project with
    {
        Services = new NamedMap<Service>(project.Services.Select(item => KeyValuePair.Create(
            item.Key, item.Value is { Build: not null, Watch.IsEmpty: false } ? item.Value with { PullPolicy = "build" } : item.Value))),
    };

    public static DesiredState Desire(CommandContext run, UpInputs picture, UpOptions options)
    {
        var contents = ContentDigests.Of(picture.Project);
        return DesiredState.Of(picture.Project, new DesiredOptions
        {
            Dialect = run.Dialect,
            Images = picture.Images,
            Scale = new NamedMap<int>(options.Scale),
            EnvironmentFiles = run.Location.EnvironmentFiles,
            ContentDigests = contents.Digests,
            ListsAnnotations = picture.ListsAnnotations,
            Redaction = new Redaction(contents.SecretTexts),
        });
    }

    public static async Task<UpPolicy> PolicyAsync(CommandContext run, UpOptions options) => new()
    {
        Services = options.Services,
        Recreate = options.Recreate,
        RecreateDependencies = options.RecreateDependencies,
        RenewAnonymousVolumes = options.RenewAnonymousVolumes,
        Start = options.Start,
        Wait = options.Wait,
        WaitTimeout = options.WaitTimeout,
        WaitStable = options.WaitStable,
        RemoveOrphans = options.RemoveOrphans || IsSet(run, EnvironmentNames.RemoveOrphans),
        IgnoreOrphans = IsSet(run, EnvironmentNames.IgnoreOrphans),
        StopTimeout = options.Timeout,
        OneEndpointOnCreate = !await run.Engine.TakesAllEndpointsAsync(run.Stop),
        AssumeYes = options.Yes,
    };

    public static ImagePolicy ImagePolicy(UpOptions options) =>
        new() { Pull = options.Pull, Build = options.Build, NoBuild = options.NoBuild, Now = TimeProvider.System.GetUtcNow() };

    /// <summary>
    /// The plan for reading: with the pulls and builds that would come first, and with the old values of everything that changed. Nothing is
    /// asked and nothing is touched.
    /// </summary>
    public static async Task<Plan?> ExplainedAsync(CommandContext run, UpInputs picture, UpOptions options)
    {
        if (LockFile.Pins(run, picture.Project, options.Frozen) is not { } pins)
            return null;
        var stage = Planner.Images(picture.Project, picture.Images, ImagePolicy(options) with { Pins = pins });
        if (stage.HasErrors)
            return stage;
        var desired = Desire(run, picture with { Images = await PinnedAsync(run, picture.Images, pins) }, options);
        var policy = await PolicyAsync(run, options) with { ImageStage = [.. stage.Steps.Where(step => IsThere(picture, step.Operation))] };
        var first = Planner.Up(desired, picture.Observed, policy);
        return Planner.Up(desired, await run.Engine.ExplainAsync(picture.Observed, first, picture.Project, run.Stop), policy);
    }

    /// <summary>The images as they are once the lock has been kept to: of content that has yet to be pulled only the name is known.</summary>
    private static async Task<NamedMap<ImageFacts>> PinnedAsync(CommandContext run, NamedMap<ImageFacts> images, NamedMap<string> pins)
    {
        foreach (var (reference, _) in images.Where((reference, facts) => ImagePins.Deviates(pins, reference, facts)))
            images = images.With(reference, await run.Engine.PinnedImageAsync(reference, pins[reference], run.Stop) ?? new ImageFacts(reference, pins[reference], pins[reference]));
        return images;
    }

    /// <summary>What is missing is in the plan anyway.</summary>
    private static bool IsThere(UpInputs picture, Operation operation) => operation switch
    {
        Operation.PullImage pull => picture.Images.Contains(pull.Reference),
        Operation.BuildImage build => picture.Images.Contains(build.Reference),
        _ => false,
    };

    private static bool IsSet(CommandContext run, ProjectVariable variable) => GoValue.IsTruthy(run.Environment[variable]);

    private static string? Validate(CommandContext run, ComposeProject project, UpOptions options)
    {
        if (SwarmUp.RefusedOnEngine(options) is { } refused)
            return refused;
        if (project.Services.Count == 0 && !run.Global.AllResources)
            return "no service selected";
        if (options.RemoveOrphans && IsSet(run, EnvironmentNames.IgnoreOrphans))
            return "cannot combine COMPOSE_IGNORE_ORPHANS and --remove-orphans";
        IEnumerable<string> wanted = options.Attach.ExitCodeFrom is { } from ? [.. options.Scale.Keys, from] : options.Scale.Keys;
        if (wanted.FirstOrDefault(name => !project.Services.Contains(name)) is { } unknown)
            return $"no such service: {unknown}: not found";
        var strangers = options.Detach ? [] : options.Attach.Only.Where(name => !project.Services.Contains(name)).ToList();
        return strangers.Count == 0 ? null : "cannot attach to services not included in up: " + string.Join(", ", strangers);
    }
}
