using System.Diagnostics.CodeAnalysis;
using Compose.Watch.Changes;
using Compose.Watch.Entries;
using Compose.Watch.Rules;

namespace Compose.Watch.Manifests;

/// <summary>
/// What a container holds at the targets of its rules, as far as watch knows. Not safe to use from several threads. One in memory also
/// shows whether anything changed for a rule that copies nothing: its entries have the paths of the host.
/// </summary>
public sealed class SyncManifest
{
    private readonly ManifestFile? _file;
    private readonly Dictionary<string, ManifestEntry> _entries = new(StringComparer.Ordinal);
    private readonly List<(string Path, ManifestEntry? Entry)> _unsaved = [];

    internal SyncManifest(ManifestFile? file)
    {
        _file = file;
        IsNew = file?.Read(_entries) != true;
    }

    /// <summary>True when the container had no manifest yet.</summary>
    public bool IsNew { get; }

    public int Count => _entries.Count;

    /// <summary>One that is never saved.</summary>
    public static SyncManifest InMemory() => new(null);

    /// <summary>
    /// What the container lacks. A path of a batch that is gone from the host is to be deleted even when the manifest does not have it: the
    /// image may.
    /// </summary>
    /// <param name="look">What the host has.</param>
    /// <param name="owed">Paths of the container that are still to be deleted: what the host has there now is to be copied after
    /// it.</param>
    public SyncChanges Compare(HostLook look, IReadOnlyCollection<string>? owed = null) => new Comparison(this, look, owed ?? []).Changes;

    /// <summary>What the container lacks after a batch.</summary>
    public SyncChanges Compare(ServiceRule rule, ChangeBatch batch) => Compare(HostLook.Of(rule, batch));

    /// <summary>What the container lacks of everything that the rule matches.</summary>
    public SyncChanges Compare(ServiceRule rule) => Compare(HostLook.Of(rule));

    /// <summary>Takes the current files for those of the container, without copying: after a build the image has them.</summary>
    /// <param name="rule">Its entries are meant.</param>
    /// <param name="olderThan">What has changed at this time or later is left out, because the build may not have seen it.</param>
    public void Assume(ServiceRule rule, DateTimeOffset? olderThan = null)
    {
        foreach (var entry in rule.Entries().Where(entry => olderThan is null || entry.Facts.ChangedAt < olderThan))
            Record(entry);
    }

    /// <summary>Takes over what another manifest knows of a rule and this one does not.</summary>
    public void Adopt(SyncManifest other, ServiceRule rule)
    {
        foreach (var (path, _) in other.CopiedFrom(rule, rule.Root))
            if (!_entries.ContainsKey(path))
                Set(path, other._entries[path]);
    }

    /// <summary>
    /// Remembers that these entries may be in the container from now on. A watch that is killed before it knows leaves them to the next
    /// one, which copies or deletes them.
    /// </summary>
    public void Expect(IEnumerable<HostEntry> uploads)
    {
        foreach (var entry in uploads.Where(entry => !_entries.ContainsKey(entry.ContainerPath)))
            Set(entry.ContainerPath, ManifestEntry.Uncertain(entry));
        Save();
    }

    /// <summary>
    /// Remembers that what is at and below these paths may be gone from now on. A watch that is killed before it knows leaves them to the
    /// next one, which deletes what the host still lacks and copies what it has again.
    /// </summary>
    public void Doubt(IEnumerable<string> deletions)
    {
        var folders = new FolderSet(deletions);
        foreach (var path in _entries.Keys.Where(folders.Holds).ToList())
            Set(path, _entries[path].Doubted());
        Save();
    }

    /// <summary>Remembers what has been deleted and copied.</summary>
    public void Record(SyncChanges done)
    {
        if (done.Delete.Count > 0)
            Forget(new FolderSet(done.Delete));
        foreach (var entry in done.Upload)
            Record(entry);
    }

    /// <summary>Remembers that one entry of a comparison has been copied.</summary>
    public void Record(HostEntry uploaded) => Set(uploaded.ContainerPath, ManifestEntry.Of(uploaded));

    /// <summary>Remembers that a path of the container has been deleted, with everything below.</summary>
    public void Forget(string containerPath) => Forget(new FolderSet([containerPath]));

    /// <summary>Writes it to the store. What cannot be written is lost, and the next watch copies more than it must.</summary>
    public void Save()
    {
        _file?.Append(_unsaved, _entries);
        _unsaved.Clear();
    }

    internal bool TryGet(string containerPath, [NotNullWhen(true)] out ManifestEntry? entry)
    {
        entry = _entries.TryGetValue(containerPath, out var found) ? found : null;
        return entry is not null;
    }

    /// <summary>What a rule has copied from at or below paths of the host.</summary>
    internal IEnumerable<(string ContainerPath, string HostPath)> CopiedFrom(ServiceRule rule, params IEnumerable<string> paths)
    {
        var folders = new FolderSet(paths);
        return from entry in _entries
               let hostPath = entry.Value.HostPath
               where folders.Holds(hostPath) && (rule.ContainerPath(hostPath) ?? hostPath) == entry.Key
               select (entry.Key, hostPath);
    }

    private void Forget(FolderSet gone)
    {
        foreach (var path in _entries.Keys.Where(gone.Holds).ToList())
            Set(path, null);
    }

    private void Set(string path, ManifestEntry? entry)
    {
        if (entry is { } known)
            _entries[path] = known;
        else
            _entries.Remove(path);
        if (_file is not null)
            _unsaved.Add((path, entry));
    }
}
