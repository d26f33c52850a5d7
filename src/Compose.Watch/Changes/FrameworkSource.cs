namespace Compose.Watch.Changes;

/// <summary>The framework's watcher, for macOS and Windows. It watches ignored folders, too. A missing root is polled.</summary>
internal sealed class FrameworkSource(IReadOnlyList<string> roots, IChangeReceiver receiver, PollingSource polling) : IChangeSource
{
    private const int LargestBuffer = 64 * 1024;
    private readonly List<FileSystemWatcher> _watchers = [];

    public int WatchCount => _watchers.Count;

    public void Start()
    {
        foreach (var root in roots)
        {
            if (Directory.Exists(root))
                _watchers.Add(Watch(root, root, "*", isTree: true));
            else if (File.Exists(root) && Path.GetDirectoryName(root) is { } folder)
                _watchers.Add(Watch(root, folder, Path.GetFileName(root), isTree: false));
            else
                polling.Add(root);
        }
    }

    public void Refresh()
    {
    }

    public async ValueTask DisposeAsync()
    {
        _watchers.ForEach(watcher => watcher.Dispose());
        await polling.DisposeAsync();
    }

    private FileSystemWatcher Watch(string root, string folder, string filter, bool isTree)
    {
        var watcher = new FileSystemWatcher(folder, filter) { IncludeSubdirectories = isTree, InternalBufferSize = LargestBuffer };
        watcher.Created += (_, change) => Report(change.FullPath);
        watcher.Changed += (_, change) => receiver.Changed(change.FullPath);
        watcher.Deleted += (_, change) => Report(change.FullPath);
        watcher.Renamed += (_, change) =>
        {
            Report(change.OldFullPath);
            Report(change.FullPath);
        };

        // Its buffer was too small, or the root is gone: from now on looking finds what events do not tell.
        watcher.Error += (_, _) =>
        {
            receiver.ChangedBelow(root);
            if (!Path.Exists(root))
                polling.Add(root);
        };
        watcher.EnableRaisingEvents = true;
        return watcher;
    }

    /// <summary>What is gone may have been a folder.</summary>
    private void Report(string path)
    {
        if (File.Exists(path))
            receiver.Changed(path);
        else
            receiver.ChangedBelow(path);
    }
}
