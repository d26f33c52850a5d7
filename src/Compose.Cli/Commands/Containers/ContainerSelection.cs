using System.Collections.Immutable;
using Compose.Cli.Commands.Swarm;
using Compose.Cli.Context;
using Compose.Execution.Queries;
using Compose.Files.Model;
using Compose.Files.Values;

namespace Compose.Cli.Commands.Containers;

/// <summary>
/// The one container that `exec`, `attach` and their like are about; and when there is none, a line that says what there is.
/// </summary>
internal static class ContainerSelection
{
    public static async Task<ContainerRow?> RunningAsync(CommandContext run, string service, long index, string nodeHost = "")
    {
        if (run.ProjectName() is not { } project)
            return null;
        if (run.Target == DeployTarget.Swarm)
            return await TaskSelection.RunningAsync(run, project, service, index, nodeHost);
        var found = await run.Engine.ReplicasAsync(project, service, (int)index, all: false, OneOffFilter.Include, run.Stop);
        if (found is [var first, ..])
            return first;
        run.Reporter.Fail(
            $"service \"{service}\" is not running{(index > 0 ? $" container #{index}" : "")}", await HelpAsync(run, project, service));
        return null;
    }

    /// <summary>
    /// What people probably wanted: the replicas that run, the states of those that do not, or the services that there are.
    /// </summary>
    public static async Task<string?> HelpAsync(CommandContext run, string project, string service)
    {
        var all = await run.Engine.ContainersAsync(project, all: true, OneOffFilter.Exclude, run.Stop);
        var own = all.Where(row => row.Service == service).ToImmutableArray();
        if (own.Any(row => row.Status.StartsWith("Up", StringComparison.Ordinal)))
            return $"running are {string.Join(", ", own.Where(row => row.Status.StartsWith("Up", StringComparison.Ordinal)).OrderBy(row => row.Number).Select(row => $"#{row.Number}"))}";
        if (!own.IsEmpty)
            return string.Join(", ", own.Select(row => $"{row.Name} is {row.State.ToString().ToLowerInvariant()}"));
        var running = all.Where(row => row.Status.StartsWith("Up", StringComparison.Ordinal)).Select(row => row.Service)
            .Distinct().ToList();
        if (NearestName.Find(service, running) is { } meant)
            return $"did you mean \"{meant}\"?";
        return running.Count == 0 ? $"nothing runs in project \"{project}\"" : $"running are {string.Join(", ", running)}";
    }
}
