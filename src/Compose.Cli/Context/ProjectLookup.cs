using System.Collections.Immutable;
using Compose.Execution.Queries;
using Compose.Files.Model;
using Compose.Planning.Desired;
using Compose.Planning.Lifecycle;
using Compose.Planning.Observed;

namespace Compose.Cli.Context;

/// <summary>What there is of a stack, for commands for which the files, or a name alone, are enough.</summary>
internal static class ProjectLookup
{
    /// <summary>
    /// The stack of a command that works without files too: a name that was given is enough. Null when neither files nor a name are there.
    /// The profiles of the <paramref name="named"/> services are active.
    /// </summary>
    public static async Task<(ProjectOutline Stack, ObservedState Observed)?> OutlineAsync(
        this CommandContext run, IReadOnlyList<string> named, bool images = false, bool exclusive = false, ComposeProject? declared = null)
    {
        if (run.NameWithoutFiles is { } name)
        {
            if (exclusive)
                await run.Locks.TakeAsync(name);
            return Outline(await run.Engine.ObserveAsync(name, null, images, run.Stop));
        }

        if ((declared ?? run.LoadDeclared(named)) is not { } project)
            return null;
        if (exclusive)
            await run.Locks.TakeAsync(project.Name);
        var desired = DesiredState.Of(project, new DesiredOptions { Dialect = run.Dialect });
        return (ProjectOutline.Of(desired), await run.Engine.ObserveAsync(project.Name, project, images, run.Stop));

        static (ProjectOutline, ObservedState) Outline(ObservedState observed) => (ProjectOutline.Of(observed), observed);
    }

    /// <summary>What the files declare, with the profiles of the named services; null when they are wrong, which has been said.</summary>
    /// <param name="run">Where it runs.</param>
    /// <param name="named">The services that the command line names.</param>
    /// <param name="jobs">Jobs count as services: what they have left is meant, too.</param>
    public static ComposeProject? LoadDeclared(this CommandContext run, IReadOnlyList<string> named, bool jobs = true) =>
        run.Load(request => request with { ResolveEnvironment = false, Enabled = [.. named], WithJobs = jobs });

    /// <summary>The services and jobs that were named, for their images.</summary>
    public static ComposeProject? LoadWithJobs(this CommandContext run, IReadOnlyList<string> named, bool withDependencies) =>
        run.Load(request => request with
        {
            Services = [.. named],
            WithoutDependencies = !withDependencies,
            ResolveEnvironment = false,
            WithJobs = true,
        });

    /// <summary>
    /// What a command that only reads is about: a name that was given, or what the files declare. Null when they are wrong, which has been
    /// said.
    /// </summary>
    public static (string Name, ComposeProject? Declared)? Project(this CommandContext run) =>
        run.NameWithoutFiles is { } name ? (name, null)
        : run.Load(request => request with { ResolveEnvironment = false }) is { } declared ? (declared.Name, declared)
        : null;

    /// <summary>
    /// The containers of a command that only reads: of the named services, or of all that the files declare, or of the whole project when
    /// only its name is known. With <paramref name="orphans"/> those of services that the files do not declare are there, too. Null when
    /// they are not known, which has been reported.
    /// </summary>
    public static async Task<(string Project, ImmutableArray<ContainerRow> Containers, ComposeProject? Declared)?> ContainersAsync(
        this CommandContext run, IReadOnlyList<string> services, bool all, OneOffFilter oneOffs = OneOffFilter.Exclude,
        bool orphans = false,
        (string Name, ComposeProject? Declared)? project = null)
    {
        if ((project ?? run.Project()) is not var (name, declared) || run.HasUnknown(services, declared))
            return null;
        var rows = await run.Engine.ContainersAsync(name, all, oneOffs, run.Stop);
        var chosen = rows.Where(
            row => services.Count > 0 ? services.Contains(row.Service)
                : orphans || declared is null || declared.Services.Contains(row.Service));
        return (name, [.. chosen], declared);
    }

    /// <summary>Says so when a service is named that the files do not declare.</summary>
    public static bool HasUnknown(this CommandContext run, IReadOnlyList<string> services, ComposeProject? declared)
    {
        if (declared is null
            || services.FirstOrDefault(
            service => !declared.Services.Contains(service) && !declared.DisabledServices.Contains(service)) is not { } unknown)
            return false;
        run.Reporter.Fail("no such service: " + unknown);
        return true;
    }
}
