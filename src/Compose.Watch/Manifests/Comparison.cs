using Compose.Watch.Entries;

namespace Compose.Watch.Manifests;

/// <summary>Compares what a rule matches on the host with what a container holds.</summary>
internal sealed class Comparison
{
    private readonly SyncManifest _manifest;
    private readonly HostLook _look;
    private readonly FolderSet _owed;
    private readonly SortedDictionary<string, HostEntry> _upload = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _delete = new(StringComparer.Ordinal);

    public Comparison(SyncManifest manifest, HostLook look, IReadOnlyCollection<string> owed)
    {
        (_manifest, _look, _owed) = (manifest, look, new FolderSet(owed));
        _delete.UnionWith(owed);
        foreach (var entry in look.Entries)
            Compare(entry);
        foreach (var path in look.Missing)
            Gone(path, look.Rule.ContainerPath(path) ?? path);
        if (look.Roots.Count > 0)
            LookForGone();
    }

    /// <summary>Deletions come first: a folder may stand where a file was. What is below a deleted folder goes with it.</summary>
    public SyncChanges Changes => _upload.Count + _delete.Count == 0 ? SyncChanges.None
        : new SyncChanges([.. _upload.Values], FolderSet.Outermost(_delete));

    private void LookForGone()
    {
        var there = _look.Entries.Select(entry => entry.ContainerPath).ToHashSet(StringComparer.Ordinal);
        foreach (var (containerPath, hostPath) in _manifest.CopiedFrom(_look.Rule, _look.Roots))
            if (!there.Contains(containerPath) && _look.Rule.Matches(hostPath))
                Gone(hostPath, containerPath);
    }

    private void Compare(HostEntry entry)
    {
        if (!_owed.Holds(entry.ContainerPath) && _manifest.TryGet(entry.ContainerPath, out var known))
        {
            if (known.Value.IsCopyOf(entry))
                return;
            if (known.Value.Facts.Kind != entry.Kind)
                _delete.Add(entry.ContainerPath);
        }

        entry.FixDigest();
        _upload[entry.ContainerPath] = entry;
    }

    /// <summary>What is behind a link on the host goes with the link: to delete it in the container could follow the link there.</summary>
    private void Gone(string hostPath, string containerPath)
    {
        if (_look.Rule.Obstacle(hostPath) is not { } obstacle || !_look.Rule.Matches(obstacle))
            _delete.Add(containerPath);
    }
}
