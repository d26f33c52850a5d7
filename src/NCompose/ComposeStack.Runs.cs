using System.Collections.Immutable;
using Compose.Execution.Converging;
using Compose.Files.Model;
using Compose.Planning;
using Compose.Planning.Context;
using Compose.Planning.Desired;
using Compose.Planning.Lifecycle;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace NCompose;

/// <summary>What changes the project.</summary>
public sealed partial class ComposeStack
{
    /// <summary>What <see cref="ApplyAsync"/> would do now, and why. Nothing is changed.</summary>
    /// <exception cref="ComposeException">The project cannot run on this engine, or the engine refuses.</exception>
    public Task<ComposePlan> PlanAsync(ApplyOptions? options = null, CancellationToken cancellationToken = default) =>
        Guarded.RunAsync(async () =>
    {
        using var run = Run(null, cancellationToken);
        var converge = Options(options ?? new ApplyOptions());
        if (await Convergence.LookAsync(run, _declared, converge, exclusive: false).ConfigureAwait(false) is not { } picture
            || await Convergence.ExplainedAsync(run, picture, converge).ConfigureAwait(false) is not { } plan)
            throw run.Failure;
        return Usable(run, plan) ? new ComposePlan(plan, _loaded.Sources, Name) : throw run.Failure;
    });

    /// <summary>
    /// Makes the project run as its files say: pulls and builds images, creates, recreates and removes containers, and waits until they are
    /// ready. A failed update restores the previous containers.
    /// </summary>
    /// <exception cref="ComposeException">
    /// A step failed. For a service that did not become healthy the message has the output of its health check and its last log lines.
    /// </exception>
    public Task ApplyAsync(
        ApplyOptions? options = null, IProgress<StepProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Guarded.RunAsync(() => ConvergeAsync(options ?? new ApplyOptions(), progress, cancellationToken));

    /// <summary>Stops and removes the containers and networks of the project.</summary>
    /// <exception cref="ComposeException">A step failed.</exception>
    public Task DownAsync(
        DownOptions? options = null, IProgress<StepProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Guarded.RunAsync(() => RemoveAsync(options ?? new DownOptions(), progress, cancellationToken));

    private LibraryRun Run(IProgress<StepProgress>? progress, CancellationToken cancellationToken) =>
        new(_files, _engine, _loaded.Sources, RunProgress.To(progress, _files.Options.Logger), cancellationToken);

    private async Task ConvergeAsync(ApplyOptions options, IProgress<StepProgress>? progress, CancellationToken cancellationToken)
    {
        using var run = Run(progress, cancellationToken);
        var converge = Options(options);
        if (await Convergence.LookAsync(run, _declared, converge, exclusive: true).ConfigureAwait(false) is not { } picture)
            throw run.Failure;
        var images = new ImageConvergence(run, picture.Project, Convergence.ImagePolicy(converge))
        {
            Frozen = options.Frozen,
            WithContainers = picture.Observed.Containers.Select(container => container.Service).ToHashSet(StringComparer.Ordinal),
        };
        if (await images.RunAsync(Task.FromResult(picture.Images)).ConfigureAwait(false) is not { } known
            || await ProviderConvergence.RunAsync(run, picture with { Images = known }, converge).ConfigureAwait(false) is not { } ready)
            throw run.Failure;
        var policy = await Convergence.PolicyAsync(run, converge).ConfigureAwait(false) with { Provided = ready.Provided };
        var desired = Convergence.Desire(run, ready, converge);
        var plan = Settled(answers => Planner.Up(desired, ready.Observed, policy with { Answers = answers }), options);
        if (!Usable(run, plan))
            throw run.Failure;
        var conflicts = await _engine.ConflictsAsync(ready.Project, plan, _loaded.Sources, cancellationToken).ConfigureAwait(false);
        run.Report(conflicts);
        if (!conflicts.IsEmpty)
            throw run.Failure;
        await run.ExecuteAsync(Name, plan, run.Settings).ConfigureAwait(false);
    }

    /// <summary>What would lose data is done only when the options say so.</summary>
    private static Plan Settled(Func<NamedMap<bool>, Plan> planner, ApplyOptions options)
    {
        var answers = NamedMap<bool>.Empty;
        while (true)
        {
            var plan = planner(answers);
            var open = plan.Questions.Where(question => !answers.Contains(question.Key)).ToImmutableArray();
            if (open.IsEmpty)
                return plan;
            foreach (var question in open)
                answers = answers.With(question.Key, options.RecreateVolumes);
        }
    }

    private static bool Usable(LibraryRun run, Plan plan)
    {
        run.Report(plan.Diagnostics);
        return !plan.HasErrors;
    }

    private async Task RemoveAsync(DownOptions options, IProgress<StepProgress>? progress, CancellationToken cancellationToken)
    {
        using var run = Run(progress, cancellationToken);
        await run.LockAsync(Name).ConfigureAwait(false);
        var problems = await _engine.CheckProvidersAsync(_declared, ProviderVerb.Down, cancellationToken).ConfigureAwait(false);
        run.Report(problems);
        if (!problems.IsEmpty)
            throw run.Failure;
        var outline = ProjectOutline.Of(DesiredState.Of(_declared, new DesiredOptions { Dialect = _files.Dialect }));
        var observed = await _engine.ObserveAsync(Name, _declared, options.BuiltImages, cancellationToken).ConfigureAwait(false);
        var plan = Planner.Down(outline, observed, new LifecyclePolicy
        {
            Volumes = options.Volumes,
            Images = options.BuiltImages ? ImageRemoval.Local : ImageRemoval.None,
            RemoveOrphans = options.RemoveOrphans,
            StopTimeout = options.StopTimeout,
            StoppableProviders = await _engine.StoppableProvidersAsync(_declared, cancellationToken).ConfigureAwait(false),
        });
        if (!Usable(run, plan))
            throw run.Failure;
        await run.ExecuteAsync(Name, plan, run.Settings).ConfigureAwait(false);
    }

    private ConvergeOptions Options(ApplyOptions options) => new()
    {
        Services = [.. _files.Options.Services],
        Wait = options.Wait,
        WaitTimeout = options.WaitTimeout,
        WaitStable = options.Wait ? options.WaitStable : TimeSpan.Zero,
        Build = options.Build,
        Frozen = options.Frozen,
        Recreate = options.Recreate ? RecreatePolicy.Always : default,
        RemoveOrphans = options.RemoveOrphans,
        Scale = options.Scale.ToImmutableSortedDictionary(StringComparer.Ordinal),
    };
}
