using Compose.Watch.Changes;
using Compose.Watch.Manifests;
using Compose.Watch.Rules;

namespace Compose.Cli.Commands.Watch;

/// <summary>The files of the host as far as the batches of one service have been handled since watch began.</summary>
internal sealed class HandledChanges
{
    /// <summary>What a new container is taken to have from its image.</summary>
    private readonly SyncManifest _host = SyncManifest.InMemory();

    /// <summary>Paths of the host that were copied or deleted: an image that is older does not have these changes.</summary>
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);

    public HandledChanges(IEnumerable<ServiceRule> rules, DateTimeOffset since)
    {
        foreach (var rule in rules)
            _host.Assume(rule, since);
    }

    public void Add(ServiceRule rule, HostLook look)
    {
        var changes = _host.Compare(look);
        _host.Record(changes);
        Add(rule, changes);
    }

    public void Add(ServiceRule rule, SyncChanges changes)
    {
        _paths.UnionWith(changes.Upload.Select(entry => entry.Path));
        var target = rule.Rule.Target!.TrimEnd('/');
        var deleted = changes.Delete.Where(path => path.StartsWith(target, StringComparison.Ordinal));
        _paths.UnionWith(deleted.Select(path => rule.Root + path[target.Length..]));
    }

    /// <summary>All that the rule matched of it, as one batch.</summary>
    public ChangeBatch BatchOf(ServiceRule rule) => new([.. _paths.Where(rule.Matches)], [], TimeProvider.System.GetUtcNow());

    /// <summary>Whether some of these changes were handled here, for other containers.</summary>
    public bool Includes(SyncChanges changes) => changes.Delete.Count > 0 || changes.Upload.Any(entry => _paths.Contains(entry.Path));

    /// <summary>Whether some of these changes are not handled yet.</summary>
    public bool Lacks(ServiceRule rule, SyncChanges changes) => changes.Delete.Count > 0
        || !_host.Compare(
        rule, new ChangeBatch([.. changes.Upload.Select(entry => entry.Path)], [], TimeProvider.System.GetUtcNow())).IsEmpty;

    /// <summary>A new container has from its image what was there before.</summary>
    public void GiveTo(SyncManifest manifest, ServiceRule rule) => manifest.Adopt(_host, rule);
}
