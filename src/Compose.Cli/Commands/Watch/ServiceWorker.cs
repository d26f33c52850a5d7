using System.Threading.Channels;
using Compose.Execution.Queries;
using Compose.Files.Model;
using Compose.Host;
using Compose.Watch.Changes;
using Compose.Watch.Manifests;
using Compose.Watch.Rules;

namespace Compose.Cli.Commands.Watch;

/// <summary>
/// Does for one service what its rules say, one batch after the other; what arrives meanwhile is one batch. A failure concerns only this
/// service, and its batch is
/// part of the next one.
/// </summary>
internal sealed class ServiceWorker
{
    private readonly WatchContext _context;
    private readonly Service _service;
    private readonly IReadOnlyList<ServiceRule> _rules;
    private readonly ServiceContainers _containers;
    private readonly ServiceActions _actions;

    /// <summary>
    /// The files of the rules that copy nothing: a rescan may find that nothing has changed, and then nothing is rebuilt or restarted.
    /// </summary>
    private readonly Dictionary<ServiceRule, SyncManifest> _seen = [];

    /// <summary>The rules whose restart, signal or command has still to come.</summary>
    private readonly HashSet<ServiceRule> _due = [];

    private readonly BackFiles _back;
    private readonly Channel<byte> _mail =
        Channel.CreateBounded<byte>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Lock _gate = new();
    private readonly HashSet<string> _started = new(StringComparer.Ordinal);
    private static readonly TimeSpan BackInterval = TimeSpan.FromSeconds(2);

    /// <summary>An engine refuses for moments, while a container starts or stops. Each wait is twice as long as the one before.</summary>
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(400);
    private const int MostRetries = 5;
    private int _retries;

    /// <summary>A build that failed is not repeated without a save.</summary>
    private bool _isBuildFailed;
    private ChangeBatch? _pending;

    /// <summary>Something happened since the last turn: what failed in it is worth another try.</summary>
    private bool _hasNews;
    private volatile bool _looksBack;
    private CancellationTokenSource? _build;

    public ServiceWorker(WatchContext context, Service service, IReadOnlyList<ServiceRule> rules)
    {
        (_context, _service, _rules) = (context, service, rules);
        _containers = new ServiceContainers(context, service, rules, _due);
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
        lock (_gate)
        {
            (_pending, _hasNews, _retries) = (Merge(_pending, batch), true, 0);
            if (_rules.Any(rule => rule.Rule.Action == WatchAction.Rebuild && batch.Paths.Any(rule.Matches)))
                _build?.Cancel();
        }

        _mail.Writer.TryWrite(0);
    }

    /// <summary>Handles what has changed since the baselines were taken, which no event tells.</summary>
    public void LookAgain() =>
        Post(new ChangeBatch([], [.. _rules.Select(rule => rule.Root).Distinct(StringComparer.Ordinal)], TimeProvider.System.GetUtcNow()));

    /// <summary>A container that was made gets its files before its start, where there is time.</summary>
    public void Post(ProjectEvent happened)
    {
        _containers.MarkStale();
        if (happened.Action is not ("create" or "start"))
            return;
        lock (_gate)
        {
            (_hasNews, _retries) = (true, 0);
            if (happened.Action == "start")
                _started.Add(happened.Id);
        }

        _mail.Writer.TryWrite(0);
    }

    /// <summary>What the containers lack before the first change: initial_sync, and what an earlier watch did not copy.</summary>
    public Task BeginAsync(CancellationToken cancellationToken) =>
        GuardAsync(null, () => _containers.CurrentAsync(cancellationToken), cancellationToken);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var clock = _rules.All(rule => rule.Rule.Back.IsEmpty) ? null
            : TimeProvider.System.CreateTimer(_ => LookBack(), null, BackInterval, BackInterval);
        await using var again = TimeProvider.System.CreateTimer(_ => TryAgain(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await foreach (var _ in _mail.Reader.ReadAllAsync(cancellationToken))
        {
            if (Take() is var (batch, started) && !await HandleAsync(batch, started, cancellationToken) && _retries < MostRetries)
                again.Change(FirstRetry * Math.Pow(2, _retries++), Timeout.InfiniteTimeSpan);
            if (_looksBack)
                await GuardAsync(null, () => _back.FetchAsync(cancellationToken), cancellationToken);
            _looksBack = false;
            _containers.Save();
        }
    }

    private void TryAgain()
    {
        lock (_gate)
            _hasNews = true;
        _mail.Writer.TryWrite(0);
    }

    /// <summary>The engine reports no changes of files in containers.</summary>
    private void LookBack()
    {
        _looksBack = true;
        _mail.Writer.TryWrite(0);
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
            _containers.Report(rule, failure.Sentence);
            return false;
        }
    }

    /// <summary>What cannot be done now is kept for the next turn with news. False when a turn without a save may do it.</summary>
    private async Task<bool> HandleAsync(ChangeBatch? batch, IReadOnlySet<string> started, CancellationToken cancellationToken)
    {
        IReadOnlyCollection<string> behind = started;
        (var isDone, _isBuildFailed) = (false, false);
        _containers.BeginTurn(hasNews: _retries == 0);
        await GuardAsync(null, async () =>
        {
            behind = await _containers.StartedAsync(started, cancellationToken);
            isDone = batch is null || await HandleAsync(batch, cancellationToken);
        }, cancellationToken);
        await FollowAsync(cancellationToken);
        Restore(isDone ? null : batch, behind);
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

    /// <summary>Null without news: a look for files of `back` repeats nothing that failed.</summary>
    private (ChangeBatch? Batch, IReadOnlySet<string> Started)? Take()
    {
        lock (_gate)
        {
            if (!_hasNews)
                return null;
            var taken = (_pending, _started.ToHashSet(StringComparer.Ordinal));
            (_pending, _hasNews) = (null, false);
            _started.Clear();
            return taken;
        }
    }

    private void Restore(ChangeBatch? batch, IReadOnlyCollection<string> started)
    {
        lock (_gate)
        {
            _started.UnionWith(started);
            if (batch is not null)
                _pending = _pending is null ? batch : Merge(batch, _pending);
        }
    }

    private static ChangeBatch Merge(ChangeBatch? older, ChangeBatch newer) => older is null ? newer : new ChangeBatch(
        [.. older.Paths.Union(newer.Paths, StringComparer.Ordinal)],
        [.. older.RescanRoots.Union(newer.RescanRoots, StringComparer.Ordinal)],
        older.FirstSeen);
}
