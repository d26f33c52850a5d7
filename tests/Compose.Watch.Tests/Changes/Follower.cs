using System.Diagnostics;
using Compose.Host;
using Compose.Watch.Changes;
using Compose.Watch.Entries;
using Compose.Watch.Manifests;
using Compose.Watch.Rules;
using FluentAssertions;

namespace Compose.Watch.Tests.Changes;

/// <summary>Keeps a folder as a container's is kept: it takes the batches, asks the manifest, deletes and copies.</summary>
internal sealed class Follower : IAsyncDisposable
{
    private readonly WatchSet _set;
    private readonly string _mirror;
    private readonly ChangeFeed _feed;
    private readonly SyncManifest _manifest = SyncManifest.InMemory();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _following;

    public Follower(WatchSet set, string mirror, ChangeFeedOptions? options = null)
    {
        (_set, _mirror) = (set, mirror);
        _feed = ChangeFeed.Start(set, options ?? new ChangeFeedOptions());
        foreach (var rule in set.Rules)
            Apply(_manifest.Compare(rule));
        _following = FollowAsync();
    }

    public List<ChangeBatch> Batches { get; } = [];

    public int WatchCount => _feed.WatchCount;

    public Task Following => _following;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _following;
        await _feed.DisposeAsync();
        _end.Dispose();
    }

    private async Task FollowAsync()
    {
        try
        {
            await foreach (var batch in _feed.ReadAsync(_end.Token))
            {
                batch.Paths.Where(path => !_set.Matches(path)).Should().BeEmpty();
                lock (Batches)
                    Batches.Add(batch);
                foreach (var rule in _set.Rules)
                    Apply(_manifest.Compare(rule, batch));
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
        }
    }

    private void Apply(SyncChanges changes)
    {
        foreach (var path in changes.Delete)
        {
            Remove(_mirror + path);
            _manifest.Forget(path);
        }

        foreach (var entry in changes.Upload)
            if (TryCopy(entry, _mirror + entry.ContainerPath))
                _manifest.Record(entry);
    }

    private static bool TryCopy(HostEntry entry, string target)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            switch (entry.Kind)
            {
                case FileKind.Folder:
                    Directory.CreateDirectory(target, entry.Facts.Mode);
                    File.SetUnixFileMode(target, entry.Facts.Mode);
                    break;
                case FileKind.Link:
                    Remove(target);
                    File.CreateSymbolicLink(target, entry.Facts.LinkTarget!);
                    break;
                default:
                    var content = File.ReadAllBytes(entry.Path);
                    Remove(target);
                    File.WriteAllBytes(target, content);
                    File.SetUnixFileMode(target, entry.Facts.Mode);
                    break;
            }

            return true;
        }
        catch (IOException)
        {
            // It is gone or another thing by now: a batch that tells so comes.
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            Debug.Assert(Directory.Exists(entry.Path), "a folder has taken its place");
            return false;
        }
    }

    private static void Remove(string path)
    {
        if (new FileInfo(path).LinkTarget is null && Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        else if (Directory.Exists(Path.GetDirectoryName(path)))
            File.Delete(path);
    }
}
