using Compose.Cli.Commands;
using Compose.Files.Environment;
using Compose.Files.Model;
using Compose.Planning;
using Compose.Planning.Desired;
using Compose.Planning.Observed;

namespace Compose.Cli.Stack;

/// <summary>`up`, `create` and `scale`: project → images and what is there → plan → run, and for an attached `up` what follows.</summary>
static class UpRun
{
    public static async Task<int> RunAsync(StackRun run, UpOptions options)
    {
        if (run.Load(request => request with { Services = options.Services, WithoutDependencies = options.NoDependencies }) is not { } project)
            return ExitCodes.Failure;
        if (Objection(run, project, options) is { } objection)
            return run.Reporter.Fail(objection);
        if (await run.Engine.WithApiSocketAsync(project, name => run.Session.Location.Environment[name], run.Stop) is not { } told)
            return run.Reporter.Fail("use_api_socket can't be used with a Windows Docker Engine");
        project = told;

        // None of these needs another's answer.
        var gates = run.Engine.CheckAsync(project, run.Stop);
        var facts = run.Engine.ImagesAsync(project, run.Stop);
        var observing = run.Engine.ObserveAsync(project.Name, project, images: false, run.Stop);
        await Task.WhenAll(gates, facts, observing);
        run.Reporter.Report(await gates, run.Sources);
        if (!(await gates).IsEmpty)
            return ExitCodes.Failure;

        var images = new ImageStage(run, project, new ImagePolicy { Pull = options.Pull, Build = options.Build, NoBuild = options.NoBuild, Now = TimeProvider.System.GetUtcNow() })
        {
            QuietBuild = options.QuietBuild,
            Frozen = options.Frozen,
            WithContainers = options.QuietPull ? null : (await observing).Containers.Select(container => container.Service).ToHashSet(StringComparer.Ordinal),
        };
        if (await images.RunAsync(facts, options.QuietPull) is not { } known)
            return images.FailureCode;
        if (await PlanAsync(run, project, known, await observing, options) is not { } plan)
            return ExitCodes.Failure;
        if (options is { Detach: true } or { Start: false })
            return await run.RunAsync(options.Verb, project.Name, plan);
        if (run.IsDryRun)
        {
            var code = await run.RunAsync(options.Verb, project.Name, plan);
            run.Terminal.PrintLine("end of 'compose up' output, interactive run is not supported in dry-run mode");
            return code;
        }

        using var attached = new AttachedUp(run, project, options);
        return await attached.RunAsync(plan);
    }

    public static async Task<Plan?> PlanAsync(StackRun run, ComposeProject project, NamedMap<ImageFacts> images, ObservedState observed, UpOptions options)
    {
        var desired = DesiredState.Of(project, new DesiredOptions
        {
            Dialect = run.Session.Dialect,
            Images = images,
            Scale = options.Scale,
            EnvironmentFiles = run.Session.Location.EnvironmentFiles,
        });
        var oneEndpoint = !await run.Engine.TakesAllEndpointsAsync(run.Stop);
        return run.Settle(answers => Planner.Up(desired, observed, new UpPolicy
        {
            Services = options.Services,
            Recreate = options.Recreate,
            RecreateDependencies = options.RecreateDependencies,
            RenewAnonymousVolumes = options.RenewAnonymousVolumes,
            Start = options.Start,
            Wait = options.Wait,
            WaitTimeout = options.WaitTimeout,
            RemoveOrphans = options.RemoveOrphans || IsSet(run, EnvironmentNames.RemoveOrphans),
            IgnoreOrphans = IsSet(run, EnvironmentNames.IgnoreOrphans),
            StopTimeout = options.Timeout,
            OneEndpointOnCreate = oneEndpoint,
            Answers = answers,
            AssumeYes = options.Yes,
        }), options.Yes);
    }

    private static bool IsSet(StackRun run, string variable) => GoValue.IsTruthy(run.Session.Location.Environment[variable]);

    private static string? Objection(StackRun run, ComposeProject project, UpOptions options)
    {
        if (project.Services.Count == 0 && !run.Session.Global.AllResources)
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
