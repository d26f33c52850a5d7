using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Compose.Cli.Stack;
using Compose.Engine;
using Compose.Execution.Queries;

namespace Compose.Cli.Rendering;

/// <summary>The table of `stats` while it lives: every container has its stream of samples, those that start join, those that end leave.</summary>
sealed class LiveUsage(StackRun run, string? service, bool all, Func<ImmutableArray<UsageRow>, (string? Text, string? Problem)> render)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private readonly ConcurrentDictionary<string, UsageRow> _rows = new(StringComparer.Ordinal);

    public async Task<int> RunAsync(ImmutableArray<ContainerRow> containers)
    {
        foreach (var container in containers)
            Follow(container);
        _ = WatchAsync();
        using var timer = new PeriodicTimer(Interval);
        do
        {
            if (!Draw())
                return ExitCodes.Failure;
        }
        while (await timer.WaitForNextTickAsync(run.Stop));

        return ExitCodes.Success;
    }

    private bool Draw()
    {
        var (text, problem) = render([.. _rows.Values.OrderBy(row => row.Container.Name, StringComparer.Ordinal)]);
        if (problem is not null)
        {
            run.Terminal.Report(problem);
            return false;
        }

        if (!run.Terminal.OutputIsTerminal)
        {
            run.Terminal.Print(text!);
            return true;
        }

        // From the top, over what was there, and without what is left of a longer table.
        var lines = text!.TrimEnd('\n').Split('\n');
        var (width, height) = run.Terminal.Size();
        run.Terminal.Print(new StringBuilder("\e[H").AppendJoin("\e[K\n", lines.Take(height - 1).Select(line => DisplayWidth.Fit(line, width))).Append("\e[K\n\e[J").ToString());
        return true;
    }

    private void Follow(ContainerRow container)
    {
        if (_rows.TryAdd(container.Id, new UsageRow(container)))
            _ = FollowAsync(container);
    }

    private async Task FollowAsync(ContainerRow container)
    {
        try
        {
            await foreach (var row in run.Engine.FollowUsageAsync(container, run.Stop))
                _rows[container.Id] = row;
        }
        catch (Exception e) when (e is EngineError or OperationCanceledException)
        {
            // It was removed, or the user has enough.
        }

        if (all)
            _rows[container.Id] = new UsageRow(container);
        else
            _rows.TryRemove(container.Id, out _);
    }

    private async Task WatchAsync()
    {
        try
        {
            var project = run.ProjectName()!;
            await using var feed = await run.Engine.EventsAsync(project, new EventRequest { Services = service is null ? [] : [service] }, run.Stop);
            await foreach (var happened in feed.ReadAsync(run.Stop))
                if (happened.Action is "start" or "destroy")
                    await RefreshAsync(project);
        }
        catch (Exception e) when (e is EngineError or OperationCanceledException)
        {
            // The engine went away, which the next drawing shows, or the user has enough.
        }
    }

    private async Task RefreshAsync(string project)
    {
        var found = await run.Engine.ContainersAsync(project, all, OneOffs.Include, run.Stop);
        foreach (var gone in _rows.Keys.Except(found.Select(row => row.Id)))
            _rows.TryRemove(gone, out _);
        foreach (var container in found.Where(row => service is null || row.Service == service))
        {
            if (container.Status.StartsWith("Up", StringComparison.Ordinal) && _rows.TryGetValue(container.Id, out var idle) && idle.Processes == 0)
                _rows.TryRemove(container.Id, out _);
            Follow(container);
        }
    }
}
