using Compose.Watch.Entries;
using Compose.Watch.Rules;

namespace Compose.Watch.Manifests;

/// <summary>Compares what a rule matches on the host with what a container holds.</summary>
internal sealed class Comparison(SyncManifest manifest, ServiceRule rule)
{
    private readonly SortedDictionary<string, HostEntry> _upload = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _delete = new(StringComparer.Ordinal);

    /// <summary>Deletions come first: a folder may stand where a file was. What is below a deleted folder goes with it.</summary>
    public SyncChanges Changes => _upload.Count + _delete.Count == 0 ? SyncChanges.None
        : new SyncChanges([.. _upload.Values], FolderSet.Outermost(_delete));

    public void LookAt(string path)
    {
        if (rule.EntryAt(path) is { } entry)
            Compare(entry);
        else
            Gone(path, rule.ContainerPath(path) ?? path);
    }

    public void LookBelow(IReadOnlyList<string> paths)
    {
        if (paths.Count == 0)
            return;
        var there = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in paths.SelectMany(rule.Entries))
        {
            there.Add(entry.ContainerPath);
            Compare(entry);
        }

        foreach (var (containerPath, hostPath) in manifest.CopiedFrom(rule, paths))
            if (!there.Contains(containerPath) && rule.Matches(hostPath))
                Gone(hostPath, containerPath);
    }

    /// <summary>With what shows the next change of the entry.</summary>
    public static HostEntry Prepared(HostEntry entry) => entry.IsFresh ? entry with { Digest = ManifestEntry.DigestOf(entry) } : entry;

    private void Compare(HostEntry entry)
    {
        if (manifest.TryGet(entry.ContainerPath, out var known))
        {
            if (known.Value.IsCopyOf(entry))
                return;
            if (known.Value.Facts.Kind != entry.Kind)
                _delete.Add(entry.ContainerPath);
        }

        _upload[entry.ContainerPath] = Prepared(entry);
    }

    /// <summary>What is behind a link on the host goes with the link: to delete it in the container could follow the link there.</summary>
    private void Gone(string hostPath, string containerPath)
    {
        if (rule.Obstacle(hostPath) is not { } obstacle || !rule.Matches(obstacle))
            _delete.Add(containerPath);
    }
}
