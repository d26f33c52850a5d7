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
    private readonly FailureReports _reports;
    private readonly HandledChanges _handled;
    private readonly Dictionary<string, SyncedContainer> _known = new(StringComparer.Ordinal);

    /// <summary>The containers that have been met in this turn, with success or without.</summary>
    private readonly HashSet<string> _tried = new(StringComparer.Ordinal);

    private readonly HashSet<ServiceRule> _due;

    /// <summary>The rules that a container could not be given the changes of.</summary>
    private readonly HashSet<ServiceRule> _failed = [];
    private volatile bool _isStale = true;

    /// <param name="context">What all services share.</param>
    /// <param name="service">The service.</param>
    /// <param name="rules">Its rules; those that copy matter here.</param>
    /// <param name="reports">Says what failed.</param>
    /// <param name="due">Receives the rules by which something was copied, so that their restarts and commands are due.</param>
    public ServiceContainers(
        WatchContext context, Service service, IReadOnlyList<ServiceRule> rules, FailureReports reports, HashSet<ServiceRule> due)
    {
        (_context, _service, _reports, _due) = (context, service, reports, due);
        _rules = [.. rules.Where(rule => rule.Rule.IsSync)];
        _handled = new HandledChanges(_rules, context.Since);
    }

    /// <summary>Containers have come or gone, or have changed their state.</summary>
    public void MarkStale() => _isStale = true;

    /// <summary>A container could not be given what it lacked when it was found.</summary>
    public bool IsBehind => _known.Values.Any(container => !_rules.All(container.HasMet));

    /// <summary>What failed is tried once more.</summary>
    public void BeginTurn() => _tried.Clear();

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
        _handled.Add(rule, look);
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
            var changes = container.Compare(isWhole ? HostLook.Of(rule) : HostLook.Of(rule, _handled.BatchOf(rule)), rule);
            var wasHandled = _handled.Includes(changes);
            if (!container.Manifest.IsNew)
                _handled.Add(rule, changes);
            if (!await ApplyAsync(container, rule, changes, cancellationToken))
                continue;
            container.Meet(rule);
            if (!isWhole)
                _handled.GiveTo(container.Manifest, rule);
            if (!changes.IsEmpty && (wasHandled || !container.Manifest.IsNew) && (container.IsRunning || _isStale))
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
            _reports.Report(null, failure.Sentence);
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
        var isNews = _handled.Lacks(rule, changes) || _failed.Contains(rule);
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
            _reports.Report(rule, outcome.Failure);
            return outcome.IsDone;
        }
        catch (ReportedFailure failure) when (!cancellationToken.IsCancellationRequested)
        {
            // The container has gone or the engine refused.
            MarkStale();
            _reports.Report(rule, failure.Sentence);
            return false;
        }
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
