using System.Collections.Concurrent;
using System.Collections.Immutable;
using Compose.Execution;
using Compose.Execution.Queries;
using Compose.Execution.Tasks;
using Compose.Host;
using Compose.Ui.Model;

namespace Compose.Ui.Stack;

/// <summary>What the running containers use: one stream of the engine for each, published together once a second.</summary>
internal sealed class UsageWatch(EngineSession engine, Bulletin bulletin)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, UsageRow> _newest = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _followed = new(StringComparer.Ordinal);
    private volatile TaskGroup? _tasks;

    public void Follow(ImmutableArray<ContainerRow> running)
    {
        foreach (var gone in _newest.Keys.Except(running.Select(row => row.Id)))
            _newest.TryRemove(gone, out _);
        if (_tasks is not { } tasks)
            return;
        foreach (var row in running.Where(row => _followed.TryAdd(row.Id, true)))
            tasks.Add(token => FollowAsync(row, token));
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _followed.Clear();
        using var tasks = new TaskGroup(cancellationToken);
        _tasks = tasks;
        tasks.Add(PublishAsync);
        await tasks.WaitAsync();
        _tasks = null;
    }

    private async Task PublishAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(cancellationToken))
            bulletin.Publish(new UiDocument("usage")
            {
                Usage = [.. _newest.Values.OrderBy(row => row.Container.Name, StringComparer.Ordinal).Select(row => new UsageDocument(
                    row.Container.Id, row.Container.Service, Math.Round(row.ProcessorPercent, 2), row.Memory, row.MemoryLimit))],
            });
    }

    private async Task FollowAsync(ContainerRow row, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var usage in engine.FollowUsageAsync(row, cancellationToken))
                _newest[row.Id] = usage;
        }
        catch (ReportedFailure)
        {
            // It has gone, or the engine has: the events say which.
        }
        finally
        {
            _newest.TryRemove(row.Id, out _);
            _followed.TryRemove(row.Id, out _);
        }
    }
}
