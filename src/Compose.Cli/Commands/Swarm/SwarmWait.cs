using System.Collections.Immutable;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Execution.Swarm;

namespace Compose.Cli.Commands.Swarm;

/// <summary>`wait` on a swarm: until no task of the services runs any more. Its exit code is that of the task that ended last.</summary>
internal static class SwarmWait
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    public static async Task<int> RunAsync(CommandContext run, string stack, IReadOnlyList<string> services, bool down)
    {
        var shown = new HashSet<string>(StringComparer.Ordinal);
        var (code, isSeen) = (ExitCodes.Success, false);
        while (true)
        {
            var tasks = await TasksAsync(run, stack, services);
            // A swarm forgets the tasks of a service that was removed.
            if (tasks.IsEmpty && !isSeen)
                return run.Reporter.Fail(
                    $"no tasks of {string.Join(", ", services)} in stack \"{stack}\"", "`ps` lists the tasks of the stack");
            isSeen = true;
            foreach (var task in tasks.Where(task => task.HasEnded && shown.Add(task.Id)).OrderBy(task => task.Since))
            {
                code = task.ExitCode;
                run.Terminal.Remark($"task \"{task.Name}\" exited with status code {task.ExitCode}");
            }

            if (tasks.All(task => task.HasEnded) || (down && shown.Count > 0))
                break;
            await Task.Delay(Interval, TimeProvider.System, run.Stop);
        }

        return down && await SwarmDown.RunAsync(run, stack, wait: true) is not ExitCodes.Success and var failure ? failure : code;
    }

    /// <summary>The newest task of each place: the swarm keeps some of those before it.</summary>
    private static async Task<ImmutableArray<TaskRow>> TasksAsync(CommandContext run, string stack, IReadOnlyList<string> services)
    {
        var names = services.Select(service => $"{stack}_{service}").ToHashSet(StringComparer.Ordinal);
        var found = await run.Engine.TasksAsync(stack, [], run.Stop);
        var places = found.Where(task => names.Contains(task.Service)).GroupBy(task => task.Name);
        return [.. places.Select(place => place.MaxBy(task => task.Created)!)];
    }
}
