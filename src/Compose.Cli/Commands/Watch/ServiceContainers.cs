using Compose.Execution.Queries;
using Compose.Files.Model;
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

    private volatile bool _isStale = true;

    public ServiceContainers(WatchContext context, Service service, IReadOnlyList<ServiceRule> rules)
    {
        (_context, _service, _rules) = (context, service, [.. rules.Where(rule => rule.Rule.IsSync)]);
        foreach (var rule in _rules)
            _handled.Assume(rule, context.Since);
    }

    /// <summary>Containers have come or gone, or have changed their state.</summary>
    public void MarkStale() => _isStale = true;

    public void Save()
    {
        foreach (var container in _known.Values)
            container.Manifest.Save();
    }

    public async Task<IReadOnlyList<SyncedContainer>> CurrentAsync(CancellationToken cancellationToken)
    {
        if (!_isStale)
            return [.. _known.Values];
        _isStale = false;
        var engine = _context.Run.Engine;
        var rows = await engine.ReplicasAsync(_context.Project.Name, _service.Name, 0, all: true, OneOffFilter.Exclude, cancellationToken);
        foreach (var gone in _known.Keys.Except(rows.Select(row => row.Id)).ToList())
        {
            _known.Remove(gone);
            _context.Manifests.Remove(gone);
        }

        foreach (var row in rows)
        {
            if (_known.TryGetValue(row.Id, out var known))
            {
                known.Row = row;
                continue;
            }

            var container = new SyncedContainer(row, engine.SyncTarget(row.Id), _context.Manifests.Read(row.Id));
            _known.Add(row.Id, container);
            await MeetAsync(container, cancellationToken);
        }

        return [.. _known.Values];
    }

    /// <summary>Containers were started: they get what changed while they did not run.</summary>
    public async Task StartedAsync(IReadOnlySet<string> ids, CancellationToken cancellationToken)
    {
        var before = _known.Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var container in await CurrentAsync(cancellationToken))
        {
            if (!ids.Contains(container.Row.Id) || !before.Contains(container.Row.Id) || _context.Run.IsDryRun)
                continue;
            Report(null, await container.StartedAsync(cancellationToken));
            foreach (var rule in _rules)
                await ApplyAsync(container, rule, await container.LackedAfterStartAsync(rule, cancellationToken), cancellationToken);
        }
    }

    /// <summary>
    /// Copies what a batch changed for one rule. Null when a container could not get it, otherwise whether something was done.
    /// </summary>
    public async Task<bool?> SyncAsync(ServiceRule rule, ChangeBatch batch, CancellationToken cancellationToken)
    {
        var containers = await CurrentAsync(cancellationToken);
        var handled = _handled.Compare(rule, batch);
        _handled.Record(handled);
        Touch(rule, handled);
        var work = containers.Select(container => (Container: container, Changes: container.Compare(rule, batch)))
            .Where(item => !item.Changes.IsEmpty).ToList();
        if (work.Count == 0)
            return false;
        var most = work.MaxBy(item => item.Changes.Upload.Count + item.Changes.Delete.Count).Changes;
        if (_context.Run.IsDryRun)
        {
            work.ForEach(item => Plan(rule, item.Container, item.Changes));
            return true;
        }

        _context.Output.On(About(WatchEventKind.Syncing, rule, most));
        var done = await Task.WhenAll(work.Select(item => ApplyAsync(item.Container, rule, item.Changes, cancellationToken)));
        if (!done.All(isDone => isDone))
            return null;
        _context.Output.On(About(WatchEventKind.Synced, rule, most) with { Elapsed = TimeProvider.System.GetUtcNow() - batch.FirstSeen });
        return true;
    }

    /// <summary>Copies the files of `back` that a container has written since, to the host.</summary>
    public async Task FetchBackAsync(CancellationToken cancellationToken)
    {
        foreach (var rule in _rules.Where(rule => !_context.Run.IsDryRun && !rule.Rule.Back.IsEmpty))
            foreach (var path in rule.Rule.Back.Select(name => Path.Combine(rule.Root, name)))
                foreach (var container in await CurrentAsync(cancellationToken))
                    if (rule.ContainerPath(path) is { } source && await container.FetchAsync(source, path, cancellationToken))
                        _context.Output.On(new WatchEvent(WatchEventKind.FetchedBack) { Service = _service.Name, Rule = rule, Text = path });
    }

    /// <summary>
    /// A container that watch has not seen: everything with initial_sync, what an earlier watch missed, or what its predecessors got.
    /// </summary>
    private async Task MeetAsync(SyncedContainer container, CancellationToken cancellationToken)
    {
        foreach (var rule in _rules)
        {
            var isWhole = rule.Rule.InitialSync || !container.Manifest.IsNew;
            var before = new ChangeBatch([.. _touched.Where(rule.Matches)], [], TimeProvider.System.GetUtcNow());
            var changes = container.Compare(rule, isWhole ? null : before);
            if (isWhole)
                Touch(rule, changes);
            if (await ApplyAsync(container, rule, changes, cancellationToken) && !isWhole)
                container.Manifest.Adopt(_handled, rule);
        }

        if (!_context.Run.IsDryRun)
            container.Manifest.Save();
    }

    private async Task<bool> ApplyAsync(
        SyncedContainer container, ServiceRule rule, SyncChanges changes, CancellationToken cancellationToken)
    {
        if (changes.IsEmpty)
            return true;
        if (_context.Run.IsDryRun)
        {
            Plan(rule, container, changes);
            return true;
        }

        var failure = await container.ApplyAsync(rule, changes, cancellationToken);
        Report(rule, failure);
        return failure is null;
    }

    private void Report(ServiceRule? rule, string? failure)
    {
        if (failure is not null)
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
