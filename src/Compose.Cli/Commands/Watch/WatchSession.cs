using Compose.Execution.Queries;
using Compose.Execution.Tasks;
using Compose.Watch.Changes;
using Compose.Watch.Rules;

namespace Compose.Cli.Commands.Watch;

/// <summary>Watches until it is cancelled: changes and the events of containers go to the worker of their service.</summary>
internal sealed class WatchSession(WatchContext context, WatchSet set)
{
    private readonly List<ServiceWorker> _workers =
        [.. set.Rules.GroupBy(rule => rule.Service.Name).Select(rules => new ServiceWorker(context, rules.First().Service, [.. rules]))];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (context.Manifests.Problem is { } problem)
            Notice(problem);

        // Changes are collected before the first copy, so that none is between them.
        await using var changes = ChangeFeed.Start(set, new ChangeFeedOptions { Poll = context.Project.WatchPoll, OnNotice = Notice });
        await using var events = await context.Run.Engine.LiveEventsAsync(context.Project.Name, cancellationToken);
        await Task.WhenAll(_workers.Select(worker => worker.BeginAsync(cancellationToken)));
        _workers.ForEach(worker => worker.LookAgain());
        context.Output.On(new WatchEvent(WatchEventKind.Enabled));
        using var tasks = new TaskGroup(cancellationToken);
        tasks.Add(token => DeliverAsync(changes, token));
        tasks.Add(token => DeliverAsync(events, token));
        foreach (var worker in _workers)
            tasks.Add(worker.RunAsync);
        await tasks.WaitAsync();
    }

    private void Notice(string sentence) => context.Output.On(new WatchEvent(WatchEventKind.Notice) { Text = sentence });

    private async Task DeliverAsync(ChangeFeed changes, CancellationToken cancellationToken)
    {
        await foreach (var batch in changes.ReadAsync(cancellationToken))
            foreach (var worker in _workers)
                worker.Post(batch);
    }

    private async Task DeliverAsync(LiveEvents events, CancellationToken cancellationToken)
    {
        await foreach (var happened in events.ReadAsync(missed: () => _workers.ForEach(worker => worker.Missed()), cancellationToken))
            _workers.Find(worker => worker.Service == happened.Service)?.Post(happened);
    }
}
