using System.Collections.Immutable;
using Compose.Execution.Queries;
using Compose.Files.Values;

namespace Compose.Cli.Context;

/// <summary>The containers of a command that needs no more than the project's name: all of them, or those of the named services.</summary>
internal static class ProjectContainers
{
    /// <summary>Null when a named service has none and is none of the project's, which has been said.</summary>
    public static async Task<ImmutableArray<ContainerRow>?> OfAsync(
        CommandContext run, IReadOnlyList<string> services, bool all, OneOffFilter oneOffs)
    {
        if (run.ProjectName() is not { } project)
            return null;
        var found = await run.Engine.ContainersAsync(project, all, oneOffs, run.Stop);
        foreach (var service in services)
            if (found.All(row => row.Service != service) && await IsUnknownAsync(run, project, service))
                return null;
        return services.Count == 0 ? found : [.. found.Where(row => services.Contains(row.Service))];
    }

    private static async Task<bool> IsUnknownAsync(CommandContext run, string project, string service)
    {
        var declared = run.Location.Files.IsEmpty ? null : run.Load(request => request with { ResolveEnvironment = false });
        var known = declared is null
            ? (await run.Engine.ContainersAsync(project, all: true, OneOffFilter.Include, run.Stop)).Select(row => row.Service)
            .Distinct().ToList()
            : declared.Services.Keys.Concat(declared.DisabledServices.Keys).ToList();
        if (known.Contains(service))
            return false;
        run.Reporter.Fail(
            $"no such service: {service}",
            NearestName.Find(service, known) is { } meant ? $"did you mean \"{meant}\"?" : $"services are {string.Join(", ", known)}");
        return true;
    }
}
