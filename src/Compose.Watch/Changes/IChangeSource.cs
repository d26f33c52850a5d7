namespace Compose.Watch.Changes;

/// <summary>Where changes come from: inotify, looking at the files, or the framework's watcher on macOS and Windows.</summary>
internal interface IChangeSource : IAsyncDisposable
{
    /// <summary>How many folders are watched by events.</summary>
    int WatchCount { get; }

    /// <summary>Begins to watch. What changes after the return of this call reaches the receiver.</summary>
    void Start();

    /// <summary>Looks for folders that were missed, after a pause in which events may have been lost.</summary>
    void Refresh();
}
