using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Terminals;
using Compose.Execution.Queries;
using Compose.Execution.Tasks;
using Compose.Host;
using Compose.Host.Terminals;

namespace Compose.Cli.Commands.Containers;

/// <summary>
/// The table of `stats` while it lives: every container has its stream of samples, those that start join, those that end leave.
/// </summary>
internal sealed class LiveUsage(
    CommandContext run, string? service, bool all, Func<ImmutableArray<UsageRow>, (string? Text, string? Problem)> render)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private readonly ConcurrentDictionary<string, UsageRow> _rows = new(StringComparer.Ordinal);

    /// <summary>Until the user has enough, or the engine or the reader of the table has gone.</summary>
    public async Task<int> RunAsync(ImmutableArray<ContainerRow> containers)
    {
        using var tasks = new TaskGroup(run.Stop);
        foreach (var container in containers)
            Follow(container, tasks);
        tasks.Add(_ => WatchAsync(tasks));
        tasks.Add(_ => DrawAsync(tasks));
        await tasks.WaitAsync();
        run.Stop.ThrowIfCancellationRequested();
        return ExitCodes.Failure;
    }

    private async Task DrawAsync(TaskGroup tasks)
    {
        using var timer = new PeriodicTimer(Interval);
        while (Draw())
            await timer.WaitForNextTickAsync(tasks.Token);
        tasks.End();
    }

    private bool Draw()
    {
        var (text, problem) = render([.. _rows.Values.OrderBy(row => row.Container.Name, StringComparer.Ordinal)]);
        if (problem is not null)
        {
            run.Terminal.Report(problem);
            return false;
        }

        Draw(run.Terminal, text!);
        return true;
    }

    /// <summary>On a terminal from the top, over what was there, and without what is left of a longer table.</summary>
    public static void Draw(Terminal terminal, string text)
    {
        if (!terminal.OutputIsTerminal)
        {
            terminal.Print(text);
            return;
        }

        var lines = text.TrimEnd('\n').Split('\n');
        var (width, height) = terminal.Size();
        terminal.Draw(new StringBuilder("\e[H")
            .AppendJoin("\e[K\n", lines.Take(height - 1).Select(line => DisplayWidth.Fit(TerminalText.Clean(line), width)))
            .Append("\e[K\n\e[J").ToString());
    }

    private void Follow(ContainerRow container, TaskGroup tasks)
    {
        if (_rows.TryAdd(container.Id, new UsageRow(container)))
            tasks.Add(token => FollowAsync(container, token));
    }

    private async Task FollowAsync(ContainerRow container, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var row in run.Engine.FollowUsageAsync(container, cancellationToken))
                _rows[container.Id] = row;
        }
        catch (ReportedFailure)
        {
            // It was removed. That the engine itself has gone is seen by the events.
        }

        if (all)
            _rows[container.Id] = new UsageRow(container);
        else
            _rows.TryRemove(container.Id, out _);
    }

    private async Task WatchAsync(TaskGroup tasks)
    {
        var project = run.ProjectName()!;
        await using var feed = await run.Engine.LiveEventsAsync(project, tasks.Token);
        await foreach (var happened in feed.ReadAsync(missed: () => tasks.Add(_ => RefreshAsync(project, tasks)), tasks.Token))
            if (happened.Action is "start" or "destroy" && (service is null || happened.Service == service))
                await RefreshAsync(project, tasks);
    }

    private async Task RefreshAsync(string project, TaskGroup tasks)
    {
        var found = await run.Engine.ContainersAsync(project, all, OneOffFilter.Include, tasks.Token);
        foreach (var gone in _rows.Keys.Except(found.Select(row => row.Id)))
            _rows.TryRemove(gone, out _);
        foreach (var container in found.Where(row => service is null || row.Service == service))
        {
            if (container.Status.StartsWith("Up", StringComparison.Ordinal) && _rows.TryGetValue(container.Id, out var idle)
                && idle.Processes == 0)
                _rows.TryRemove(container.Id, out _);
            Follow(container, tasks);
        }
    }
}
