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

namespace Compose.Execution.Converging;

/// <summary>The way from a loaded project to the plan that makes it run as its files say. What is shown is what is done.</summary>
public static class Convergence
{
    /// <summary>What a plan is made from; null when the project cannot run on this engine, which has been reported.</summary>
    public static async Task<ConvergeInputs?> LookAsync(IConvergeRun run, ComposeProject project, ConvergeOptions options, bool exclusive)
    {
        if (await run.Engine.WithApiSocketAsync(project, run.Stop) is not { } told)
        {
            run.Fail("use_api_socket can't be used with a Windows Docker Engine");
            return null;
        }

        (project, var models) = await run.Engine.WithModelsAsync(options.BuildsWatched ? WithWatchedBuilds(told) : told, run.Stop);
        if (exclusive)
            await run.LockAsync(project.Name);
        // None of these needs another's answer.
        var gates = run.Engine.CheckAsync(project, run.Stop);
        var facts = run.Engine.ImagesAsync(project, run.Stop);
        var observing = run.Engine.ObserveAsync(project.Name, project, images: false, run.Stop);
        await Task.WhenAll(gates, facts, observing);
        run.Report(await gates);
        if ((await gates).Any(problem => problem.Severity == Severity.Error))
            return null;
        var adopted = await run.Engine.WithAdoptedAsync(await observing, project, run.Stop);
        var observed = await run.Engine.WithContentsAsync(adopted, project, run.Stop);
        var listsAnnotations = await run.Engine.ListsAnnotationsAsync(run.Stop);
        return new ConvergeInputs(project, await facts, observed with { Models = models }, listsAnnotations);
    }

    public static DesiredState Desire(IConvergeRun run, ConvergeInputs picture, ConvergeOptions options)
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

    public static async Task<UpPolicy> PolicyAsync(IConvergeRun run, ConvergeOptions options) => new()
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

    public static ImagePolicy ImagePolicy(ConvergeOptions options) =>
        new() { Pull = options.Pull, Build = options.Build, NoBuild = options.NoBuild, Now = TimeProvider.System.GetUtcNow() };

    /// <summary>
    /// The plan for reading: with the pulls and builds that would come first, and with the old values of everything that changed. Nothing
    /// is asked and nothing is touched.
    /// </summary>
    public static async Task<Plan?> ExplainedAsync(IConvergeRun run, ConvergeInputs picture, ConvergeOptions options)
    {
        if (ImageConvergence.Pins(run, picture.Project, options.Frozen) is not { } pins)
            return null;
        var stage = Planner.Images(picture.Project, picture.Images, ImagePolicy(options) with { Pins = pins });
        if (stage.HasErrors)
            return stage;
        var desired = Desire(run, picture with { Images = await PinnedAsync(run, picture.Images, pins) }, options);
        var policy = await PolicyAsync(run, options) with { ImageStage = [.. stage.Steps.Where(step => IsThere(picture, step.Operation))] };
        var first = Planner.Up(desired, picture.Observed, policy);
        return Planner.Up(desired, await run.Engine.ExplainAsync(picture.Observed, first, picture.Project, run.Stop), policy);
    }

    private static ComposeProject WithWatchedBuilds(ComposeProject project) => project with
    {
        Services = new NamedMap<Service>(project.Services.Select(item => KeyValuePair.Create(
            item.Key, item.Value is { Build: not null, Watch.IsEmpty: false } ? item.Value with { PullPolicy = "build" } : item.Value))),
    };

    /// <summary>
    /// The images as they are once the lock has been kept to: of content that has yet to be pulled only the name is known.
    /// </summary>
    private static async Task<NamedMap<ImageFacts>> PinnedAsync(IConvergeRun run, NamedMap<ImageFacts> images, NamedMap<string> pins)
    {
        foreach (var (reference, _) in images.Where((reference, facts) => ImagePins.Deviates(pins, reference, facts)))
            images = images.With(reference, await run.Engine.PinnedImageAsync(reference, pins[reference], run.Stop)
                ?? new ImageFacts(reference, pins[reference], pins[reference]));
        return images;
    }

    /// <summary>What is missing is in the plan anyway.</summary>
    private static bool IsThere(ConvergeInputs picture, Operation operation) => operation switch
    {
        Operation.PullImage pull => picture.Images.Contains(pull.Reference),
        Operation.BuildImage build => picture.Images.Contains(build.Reference),
        _ => false,
    };

    private static bool IsSet(IConvergeRun run, ProjectVariable variable) => GoValue.IsTruthy(run.Location.Environment[variable]);
}
