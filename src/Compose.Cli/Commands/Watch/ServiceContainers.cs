using Compose.Execution.Queries;
using Compose.Files.Model;
using Compose.Host;
using Compose.Watch.Changes;
using Compose.Watch.Manifests;
using Compose.Watch.Rules;

namespace Compose.Cli.Commands.Watch;

/// <summary>The containers of one service. A new container gets what was copied to the ones before it.</summary>
internal sealed class ServiceContainers
{
    private readonly WatchContext _context;
    private readonly Service _service;
    private readonly IReadOnlyList<ServiceRule> _rules;
    private readonly Dictionary<string, SyncedContainer> _known = new(StringComparer.Ordinal);

    /// <summary>The host as far as batches have been handled: what a new container is taken to have from its image.</summary>
    private readonly SyncManifest _handled = SyncManifest.InMemory();

    /// <summary>
    /// Paths of the host that were copied or deleted since watch began: an image that is older does not have these changes.
    /// </summary>
    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);

    /// <summary>The containers that have been met in this turn, with success or without.</summary>
    private readonly HashSet<string> _tried = new(StringComparer.Ordinal);

    private readonly HashSet<ServiceRule> _due;

    /// <summary>The rules that a container could not be given the changes of.</summary>
    private readonly HashSet<ServiceRule> _failed = [];
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private volatile bool _isStale = true;

    /// <param name="context">What all services share.</param>
    /// <param name="service">The service.</param>
    /// <param name="rules">Its rules; those that copy matter here.</param>
    /// <param name="due">Receives the rules by which something was copied, so that their restarts and commands are due.</param>
    public ServiceContainers(WatchContext context, Service service, IReadOnlyList<ServiceRule> rules, HashSet<ServiceRule> due)
    {
        (_context, _service, _rules, _due) = (context, service, [.. rules.Where(rule => rule.Rule.IsSync)], due);
        foreach (var rule in _rules)
            _handled.Assume(rule, context.Since);
    }

    /// <summary>Containers have come or gone, or have changed their state.</summary>
    public void MarkStale() => _isStale = true;

    /// <summary>A container could not be given what it lacked when it was found.</summary>
    public bool IsBehind => _known.Values.Any(container => !_rules.All(container.HasMet));

    /// <summary>What failed is tried once more, and is only reported again when there is news.</summary>
    public void BeginTurn(bool hasNews)
    {
        _tried.Clear();
        if (hasNews)
            _told.Clear();
    }

    public void Save()
    {
        if (!_context.Run.IsDryRun)
            foreach (var container in _known.Values)
                container.Manifest.Save();
    }

    /// <summary>The containers of this moment. One that is new has got what it lacked, or its failure was reported.</summary>
    public async Task<IReadOnlyList<SyncedContainer>> CurrentAsync(CancellationToken cancellationToken)
    {
        if (_isStale)
            await ListAsync(cancellationToken);
        foreach (var container in _known.Values.Where(container => _tried.Add(container.Row.Id)).ToList())
            await MeetAsync(container, cancellationToken);
        return [.. _known.Values];
    }

    /// <summary>
    /// Containers were started: they get what changed while they did not run. Returns those that could not get it.
    /// </summary>
    public async Task<IReadOnlyList<string>> StartedAsync(IReadOnlySet<string> ids, CancellationToken cancellationToken)
    {
        var before = _known.Keys.ToHashSet(StringComparer.Ordinal);
        var failed = new List<string>();
        foreach (var container in await CurrentAsync(cancellationToken))
            if (ids.Contains(container.Row.Id) && before.Contains(container.Row.Id) && !_context.Run.IsDryRun
                && !await CatchUpAsync(container, cancellationToken))
                failed.Add(container.Row.Id);
        return failed;
    }

    /// <summary>Copies what a batch changed for one rule. False when a container could not get it.</summary>
    public async Task<bool> SyncAsync(ServiceRule rule, ChangeBatch batch, CancellationToken cancellationToken)
    {
        var containers = await CurrentAsync(cancellationToken);
        var look = HostLook.Of(rule, batch);
        var handled = _handled.Compare(look);
        _handled.Record(handled);
        Touch(rule, handled);
        var work = containers.Select(container => (Container: container, Changes: container.Compare(look, rule)))
            .Where(item => !item.Changes.IsEmpty).ToList();
        if (work.Count == 0)
            return true;
        var most = work.MaxBy(item => item.Changes.Upload.Count + item.Changes.Delete.Count).Changes;
        if (!_context.Run.IsDryRun)
            _context.Output.On(About(WatchEventKind.Syncing, rule, most));
        var done = await Task.WhenAll(work.Select(item => ApplyAsync(item.Container, rule, item.Changes, cancellationToken)));
        if (done.Contains(true))
            _due.Add(rule);
        if (done.Contains(false))
        {
            _failed.Add(rule);
            return false;
        }

        var elapsed = TimeProvider.System.GetUtcNow() - batch.FirstSeen;
        if (!_context.Run.IsDryRun)
            _context.Output.On(About(WatchEventKind.Synced, rule, most) with { Elapsed = elapsed });
        return true;
    }

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        _isStale = false;
        var engine = _context.Run.Engine;
        var rows = await engine.ReplicasAsync(_context.Project.Name, _service.Name, 0, all: true, OneOffFilter.Exclude, cancellationToken);
        foreach (var gone in _known.Keys.Except(rows.Select(row => row.Id)).ToList())
        {
            _known.Remove(gone);
            _context.Manifests.Remove(gone);
        }

        foreach (var row in rows)
            if (_known.TryGetValue(row.Id, out var known))
                known.Row = row;
            else
                _known.Add(row.Id, new SyncedContainer(row, engine.SyncTarget(row.Id), _context.Manifests.Read(row.Id)));
    }

    /// <summary>
    /// A container that watch has not seen: everything with initial_sync, what an earlier watch missed, or what its predecessors got.
    /// </summary>
    private async Task MeetAsync(SyncedContainer container, CancellationToken cancellationToken)
    {
        foreach (var rule in _rules.Where(rule => !container.HasMet(rule)))
        {
            var isWhole = rule.Rule.InitialSync || !container.Manifest.IsNew;
            var before = new ChangeBatch([.. _touched.Where(rule.Matches)], [], TimeProvider.System.GetUtcNow());
            var changes = container.Compare(isWhole ? HostLook.Of(rule) : HostLook.Of(rule, before), rule);
            var isTouched = changes.Delete.Count > 0 || changes.Upload.Any(entry => _touched.Contains(entry.Path));
            if (!container.Manifest.IsNew)
                Touch(rule, changes);
            if (!await ApplyAsync(container, rule, changes, cancellationToken))
                continue;
            container.Meet(rule);
            if (!isWhole)
                container.Manifest.Adopt(_handled, rule);
            if (!changes.IsEmpty && (isTouched || !container.Manifest.IsNew) && (container.IsRunning || _isStale))
                _due.Add(rule);
        }

        if (!_context.Run.IsDryRun)
            container.Manifest.Save();
    }

    private async Task<bool> CatchUpAsync(SyncedContainer container, CancellationToken cancellationToken)
    {
        try
        {
            var isWhole = true;
            await container.StartedAsync(_rules, cancellationToken);
            foreach (var rule in _rules.Where(container.HasMet))
                isWhole &= await CatchUpAsync(container, rule, cancellationToken);
            return isWhole;
        }
        catch (ReportedFailure failure) when (!cancellationToken.IsCancellationRequested)
        {
            Report(null, failure.Sentence);
            return false;
        }
    }

    /// <summary>
    /// A restart would empty a tmpfs again. Elsewhere only what is new to the service is a reason: files of two rules for one place would
    /// cause restarts without end.
    /// </summary>
    private async Task<bool> CatchUpAsync(SyncedContainer container, ServiceRule rule, CancellationToken cancellationToken)
    {
        var changes = container.Compare(HostLook.Of(rule), rule);
        var copied = new ChangeBatch([.. changes.Upload.Select(entry => entry.Path)], [], TimeProvider.System.GetUtcNow());
        var isNews = changes.Delete.Count > 0 || !_handled.Compare(rule, copied).IsEmpty || _failed.Contains(rule);
        if (!await ApplyAsync(container, rule, changes, cancellationToken))
            return false;
        var isMemory = await container.IsForMemoryAsync(changes, cancellationToken);
        var restarts = rule.Rule is { Action: WatchAction.SyncRestart, Signal: null };
        if (!changes.IsEmpty && (isMemory ? !restarts : isNews))
            _due.Add(rule);
        _failed.Remove(rule);
        return true;
    }

    /// <summary>False when it is to be tried again.</summary>
    private async Task<bool> ApplyAsync(
        SyncedContainer container, ServiceRule rule, SyncChanges changes, CancellationToken cancellationToken)
    {
        if (changes.IsEmpty)
            return true;
        if (_context.Run.IsDryRun)
        {
            Plan(rule, container, changes);
            container.Manifest.Record(changes);
            return true;
        }

        try
        {
            var outcome = await container.ApplyAsync(rule, changes, cancellationToken);
            Report(rule, outcome.Failure);
            return outcome.IsDone;
        }
        catch (ReportedFailure failure) when (!cancellationToken.IsCancellationRequested)
        {
            // The container has gone or the engine refused.
            MarkStale();
            Report(rule, failure.Sentence);
            return false;
        }
    }

    public void Report(ServiceRule? rule, string? failure)
    {
        if (failure is not null && _told.Add(failure))
            _context.Fail(_service.Name, rule, failure);
    }

    private void Touch(ServiceRule rule, SyncChanges changes)
    {
        _touched.UnionWith(changes.Upload.Select(entry => entry.Path));
        var target = rule.Rule.Target!.TrimEnd('/');
        var deleted = changes.Delete.Where(path => path.StartsWith(target, StringComparison.Ordinal));
        _touched.UnionWith(deleted.Select(path => rule.Root + path[target.Length..]));
    }

    private WatchEvent About(WatchEventKind kind, ServiceRule rule, SyncChanges changes) => new(kind)
    {
        Service = _service.Name,
        Rule = rule,
        Copied = changes.Upload.Count,
        Deleted = changes.Delete.Count,
        Paths = [.. changes.Upload.Select(entry => entry.Path), .. changes.Delete],
    };

    private void Plan(ServiceRule rule, SyncedContainer container, SyncChanges changes)
    {
        var lines = changes.Delete.Select(path => $"would delete {container.Row.Name}:{path}")
            .Concat(changes.Upload.Select(entry => $"would copy {entry.Path} to {container.Row.Name}:{entry.ContainerPath}"));
        foreach (var line in lines)
            _context.Output.On(new WatchEvent(WatchEventKind.Planned) { Service = _service.Name, Rule = rule, Text = line });
    }
}
