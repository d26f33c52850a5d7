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
    private readonly Channel<byte> _mail =
        Channel.CreateBounded<byte>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Lock _gate = new();
    private readonly HashSet<string> _started = new(StringComparer.Ordinal);
    private static readonly TimeSpan BackInterval = TimeSpan.FromSeconds(2);
    private ChangeBatch? _pending;
    private volatile bool _looksBack;
    private CancellationTokenSource? _build;

    public ServiceWorker(WatchContext context, Service service, IReadOnlyList<ServiceRule> rules)
    {
        (_context, _service, _rules) = (context, service, rules);
        _containers = new ServiceContainers(context, service, rules);
        _actions = new ServiceActions(context, service);
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
            _pending = Merge(_pending, batch);
            if (_rules.Any(rule => rule.Rule.Action == WatchAction.Rebuild && batch.Paths.Any(rule.Matches)))
                _build?.Cancel();
        }

        _mail.Writer.TryWrite(0);
    }

    /// <summary>Handles what has changed since the baselines were taken, which no event tells.</summary>
    public void LookAgain() =>
        Post(new ChangeBatch([], [.. _rules.Select(rule => rule.Root).Distinct(StringComparer.Ordinal)], TimeProvider.System.GetUtcNow()));

    public void Post(ProjectEvent happened)
    {
        _containers.MarkStale();
        if (happened.Action != "start")
            return;
        lock (_gate)
            _started.Add(happened.Id);
        _mail.Writer.TryWrite(0);
    }

    /// <summary>What the containers lack before the first change: initial_sync, and what an earlier watch did not copy.</summary>
    public Task BeginAsync(CancellationToken cancellationToken) =>
        GuardAsync(() => _containers.CurrentAsync(cancellationToken), cancellationToken);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var clock = _rules.All(rule => rule.Rule.Back.IsEmpty) ? null
            : TimeProvider.System.CreateTimer(_ => LookBack(), null, BackInterval, BackInterval);
        await foreach (var _ in _mail.Reader.ReadAllAsync(cancellationToken))
        {
            var (batch, started) = Take();
            var isDone = false;
            await GuardAsync(async () =>
            {
                if (started.Count > 0)
                    await _containers.StartedAsync(started, cancellationToken);
                isDone = batch is null || await HandleAsync(batch, cancellationToken);
                if (_looksBack)
                    await _containers.FetchBackAsync(cancellationToken);
                _looksBack = false;
            }, cancellationToken);
            if (!isDone && batch is not null)
                Restore(batch);
            _containers.Save();
        }
    }

    /// <summary>The engine reports no changes of files in containers.</summary>
    private void LookBack()
    {
        _looksBack = true;
        _mail.Writer.TryWrite(0);
    }

    private async Task GuardAsync(Func<Task> action, CancellationToken cancellationToken)
    {
        try
        {
            await action();
        }
        catch (ReportedFailure failure) when (!cancellationToken.IsCancellationRequested)
        {
            // The container has gone or the engine refused: the next save tries again.
            _containers.MarkStale();
            _context.Fail(_service.Name, _rules[0], failure.Sentence);
        }
    }

    /// <summary>False when the batch has to be tried again with the next one.</summary>
    private async Task<bool> HandleAsync(ChangeBatch batch, CancellationToken cancellationToken)
    {
        var triggered = _seen.Where(item => IsTriggered(item.Key, item.Value, batch)).Select(item => item.Key).ToList();
        var isFresh = false;
        if (triggered.Find(rule => rule.Rule.Action == WatchAction.Rebuild) is { } rebuild)
        {
            if (await RebuildAsync(rebuild, cancellationToken) is not { } isRebuilt)
                return false;
            isFresh = isRebuilt;
            _containers.MarkStale();
        }

        var isWhole = true;
        foreach (var rule in _rules.Where(rule => rule.Rule.IsSync))
        {
            var isSynced = await _containers.SyncAsync(rule, batch, cancellationToken);
            isWhole &= isSynced is not null;
            if (isSynced == true)
                triggered.Add(rule);
        }

        await FollowAsync(triggered, isFresh, cancellationToken);
        return isWhole;
    }

    private static bool IsTriggered(ServiceRule rule, SyncManifest seen, ChangeBatch batch)
    {
        var changes = seen.Compare(rule, batch);
        seen.Record(changes);
        return !changes.IsEmpty || batch.Paths.Any(rule.Matches);
    }

    /// <summary>After copying: signals, one restart unless the containers are new, and the commands.</summary>
    private async Task FollowAsync(List<ServiceRule> triggered, bool isFresh, CancellationToken cancellationToken)
    {
        var restarts = triggered.Where(rule => rule.Rule.Action is WatchAction.Restart or WatchAction.SyncRestart).ToList();
        var commands = triggered.Where(rule => rule.Rule.Action == WatchAction.SyncExec).ToList();
        if (restarts.Find(rule => rule.Rule.Signal is null) is { } restart && !isFresh)
            await _actions.RestartAsync(restart, cancellationToken);
        else
            foreach (var rule in restarts.Where(rule => rule.Rule.Signal is not null && !isFresh).DistinctBy(rule => rule.Rule.Signal))
                await _actions.SignalAsync(rule, await _containers.CurrentAsync(cancellationToken));
        foreach (var rule in commands)
            await _actions.ExecAsync(rule, await _containers.CurrentAsync(cancellationToken));
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

    private (ChangeBatch? Batch, IReadOnlySet<string> Started) Take()
    {
        lock (_gate)
        {
            var taken = (_pending, _started.ToHashSet(StringComparer.Ordinal));
            _pending = null;
            _started.Clear();
            return taken;
        }
    }

    private void Restore(ChangeBatch batch)
    {
        lock (_gate)
            _pending = _pending is null ? batch : Merge(batch, _pending);
    }

    private static ChangeBatch Merge(ChangeBatch? older, ChangeBatch newer) => older is null ? newer : new ChangeBatch(
        [.. older.Paths.Union(newer.Paths, StringComparer.Ordinal)],
        [.. older.RescanRoots.Union(newer.RescanRoots, StringComparer.Ordinal)],
        older.FirstSeen);
}
