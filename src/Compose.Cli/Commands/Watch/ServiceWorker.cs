using Compose.Execution.Queries;
using Compose.Files.Model;
using Compose.Host;
using Compose.Watch.Changes;
using Compose.Watch.Manifests;
using Compose.Watch.Rules;

namespace Compose.Cli.Commands.Watch;

/// <summary>
/// Does for one service what its rules say, one batch after the other. A failure concerns only this service, and its batch is part of the
/// next one.
/// </summary>
internal sealed class ServiceWorker
{
    private readonly WatchContext _context;
    private readonly Service _service;
    private readonly IReadOnlyList<ServiceRule> _rules;
    private readonly FailureReports _reports;
    private readonly ServiceContainers _containers;
    private readonly ServiceActions _actions;
    private readonly BackFiles _back;
    private readonly ServiceInbox _inbox = new();

    /// <summary>
    /// The files of the rules that copy nothing: a rescan may find that nothing has changed, and then nothing is rebuilt or restarted.
    /// </summary>
    private readonly Dictionary<ServiceRule, SyncManifest> _seen = [];

    /// <summary>The rules whose restart, signal or command has still to come.</summary>
    private readonly HashSet<ServiceRule> _due = [];

    private readonly Lock _gate = new();
    private CancellationTokenSource? _build;

    /// <summary>A build that failed is not repeated without a save.</summary>
    private bool _isBuildFailed;

    public ServiceWorker(WatchContext context, Service service, IReadOnlyList<ServiceRule> rules)
    {
        (_context, _service, _rules) = (context, service, rules);
        _reports = new FailureReports(context, service);
        _containers = new ServiceContainers(context, service, rules, _reports, _due);
        _actions = new ServiceActions(context, service);
        _back = new BackFiles(context, service, rules, _containers);
        foreach (var rule in rules.Where(rule => !rule.Rule.IsSync))
        {
            _seen[rule] = SyncManifest.InMemory();
            _seen[rule].Assume(rule, context.Since);
        }
    }

    public string Service => _service.Name;

    /// <summary>A change that causes a rebuild ends a build that runs: the newest files win.</summary>
    public void Post(ChangeBatch batch)
    {
        if (batch.RescanRoots.Count == 0 && !_rules.Any(rule => batch.Paths.Any(rule.Matches)))
            return;
        var causesRebuild = _rules.Any(rule => rule.Rule.Action == WatchAction.Rebuild && batch.Paths.Any(rule.Matches));

        // In one step: the build that this batch causes may begin at once, and it is not the one to end.
        lock (_gate)
        {
            _inbox.Post(batch);
            if (causesRebuild)
                _build?.Cancel();
        }
    }

    /// <summary>Handles what has changed since the baselines were taken, which no event tells.</summary>
    public void LookAgain() =>
        Post(new ChangeBatch([], [.. _rules.Select(rule => rule.Root).Distinct(StringComparer.Ordinal)], TimeProvider.System.GetUtcNow()));

    /// <summary>Events were missed: containers may be others, and files may be older than those here.</summary>
    public void Missed()
    {
        _containers.MarkStale();
        LookAgain();
    }

    /// <summary>A container that was made gets its files before its start, where there is time.</summary>
    public void Post(ProjectEvent happened)
    {
        _containers.MarkStale();
        if (happened.Action is "create" or "start")
            _inbox.PostContainer(happened.Action == "start" ? happened.Id : null);
    }

    /// <summary>What the containers lack before the first change: initial_sync, and what an earlier watch did not copy.</summary>
    public Task BeginAsync(CancellationToken cancellationToken) =>
        GuardAsync(null, () => _containers.CurrentAsync(cancellationToken), cancellationToken);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var turn in _inbox.ReadAsync(looksBack: !_rules.All(rule => rule.Rule.Back.IsEmpty), cancellationToken))
        {
            if (turn.HasNews && !await HandleAsync(turn, cancellationToken))
                _inbox.RetryLater();
            if (turn.LooksBack)
                await GuardAsync(null, () => _back.FetchAsync(cancellationToken), cancellationToken);
            _containers.Save();

            // A rescan of a large tree leaves much, and an idle watch allocates nothing that starts a collection.
            if (turn.Batch?.RescanRoots.Count > 0)
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        }
    }

    /// <summary>False when it failed, which has been reported.</summary>
    private async Task<bool> GuardAsync(ServiceRule? rule, Func<Task> action, CancellationToken cancellationToken)
    {
        try
        {
            await action();
            return true;
        }
        catch (ReportedFailure failure) when (!cancellationToken.IsCancellationRequested)
        {
            // The container has gone or the engine refused: the next save tries again.
            _containers.MarkStale();
            _reports.Report(rule, failure.Sentence);
            return false;
        }
    }

    /// <summary>What cannot be done now is kept for the next turn with news. False when a turn without a save may do it.</summary>
    private async Task<bool> HandleAsync(WatchTurn turn, CancellationToken cancellationToken)
    {
        IReadOnlyCollection<string> behind = turn.Started;
        (var isDone, _isBuildFailed) = (false, false);
        _containers.BeginTurn();
        if (!turn.IsRetry)
            _reports.OnNews();
        await GuardAsync(null, async () =>
        {
            behind = await _containers.StartedAsync(turn.Started, cancellationToken);
            isDone = turn.Batch is null || await HandleAsync(turn.Batch, cancellationToken);
        }, cancellationToken);
        await FollowAsync(cancellationToken);
        _inbox.Return(isDone ? null : turn.Batch, behind);
        return _isBuildFailed || (isDone && behind.Count == 0 && !_containers.IsBehind);
    }

    /// <summary>False when the batch has to be tried again with the next one.</summary>
    private async Task<bool> HandleAsync(ChangeBatch batch, CancellationToken cancellationToken)
    {
        var isFresh = false;
        var triggered = _seen.Select(item => (Rule: item.Key, Changes: item.Value.Compare(item.Key, batch)))
            .Where(item => !item.Changes.IsEmpty || batch.Paths.Any(item.Rule.Matches)).ToLookup(item => item.Rule.Rule.Action);
        if (triggered[WatchAction.Rebuild].FirstOrDefault().Rule is { } rebuild)
        {
            if (await RebuildAsync(rebuild, cancellationToken) is not { } isRebuilt)
                return !(_isBuildFailed = true);
            isFresh = isRebuilt;
            _containers.MarkStale();
        }

        // A build that failed is not recorded: a later look at all files finds its changes again.
        foreach (var (rule, changes) in triggered[WatchAction.Rebuild].Where(_ => isFresh).Concat(triggered[WatchAction.Restart]))
            _seen[rule].Record(changes);
        if (!isFresh)
            _due.UnionWith(triggered[WatchAction.Restart].Select(item => item.Rule));
        var isWhole = true;
        foreach (var rule in _rules.Where(rule => rule.Rule.IsSync))
            isWhole &= await _containers.SyncAsync(rule, batch, cancellationToken);
        return isWhole;
    }

    /// <summary>After copying: signals or one restart, and the commands. What the engine refuses stays due.</summary>
    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        _due.RemoveWhere(rule => rule.Rule.Action == WatchAction.Sync);
        var rules = _rules.Where(_due.Contains).ToList();
        var restarts = rules.FindAll(rule => rule.Rule.Action is WatchAction.Restart or WatchAction.SyncRestart);
        if (restarts.Find(rule => rule.Rule.Signal is null) is { } restart)
            await DoAsync(restarts, restart, _ => _actions.RestartAsync(restart, cancellationToken));
        else
            foreach (var same in restarts.GroupBy(rule => rule.Rule.Signal))
                await DoAsync([.. same], same.First(), containers => _actions.SignalAsync(same.First(), containers));
        foreach (var rule in rules.Where(rule => rule.Rule.Action == WatchAction.SyncExec))
            await DoAsync([rule], rule, containers => _actions.ExecAsync(rule, containers));

        async Task DoAsync(List<ServiceRule> done, ServiceRule cause, Func<IReadOnlyList<SyncedContainer>, Task> action)
        {
            if (await GuardAsync(cause, async () => await action(await _containers.CurrentAsync(cancellationToken)), cancellationToken))
                _due.ExceptWith(done);
        }
    }

    private async Task<bool?> RebuildAsync(ServiceRule rule, CancellationToken cancellationToken)
    {
        using var newer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        lock (_gate)
            _build = newer;
        try
        {
            return await _actions.RebuildAsync(rule, newer.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Cancelled before the builder was started.
            return null;
        }
        finally
        {
            lock (_gate)
                _build = null;
        }
    }
}
