using System.Runtime.Versioning;
using Compose.Host;
using Compose.Watch.Entries;
using Compose.Watch.Rules;

namespace Compose.Watch.Changes;

/// <summary>
/// The folders that inotify watches: those in which something can match, and above each root those that show that the root comes or goes.
/// For one thread.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class WatchTree(Inotify inotify, WatchSet set, Action<string> unwatched, Action<string> notice)
{
    private readonly WatchedFolder _top = new("", null);
    private readonly Dictionary<int, WatchedFolder> _byWatch = [];

    public int Count => _byWatch.Count;

    public WatchedFolder? Find(int watch) => _byWatch.GetValueOrDefault(watch);

    /// <summary>Watches a root, or the nearest folder above that is there. What is watched already stays so.</summary>
    public void Attach(string root)
    {
        for (; ; )
        {
            var folder = _top;
            var path = "/";
            var rest = root[1..].Split('/', StringSplitOptions.RemoveEmptyEntries);
            var next = 0;
            for (; next < rest.Length - 1 && Directory.Exists(Path.Combine(path, rest[next])); next++)
            {
                Watch(folder, path, InotifyEvents.Self);
                path = Path.Combine(path, rest[next]);
                folder = folder.Open(rest[next]);
            }

            Watch(folder, path, InotifyEvents.Self | (File.Exists(root) ? InotifyEvents.Content : InotifyEvents.Names));
            if (Directory.Exists(root))
                WatchBelow(next == rest.Length ? folder : folder.Open(rest[next]), root, isRoot: true);
            else if (next < rest.Length - 1 && Directory.Exists(Path.Combine(path, rest[next])))
                continue;
            return;
        }
    }

    /// <summary>Watches a folder before it looks for the folders in it, so none is missed.</summary>
    public void WatchBelow(WatchedFolder folder, string path, bool isRoot = false)
    {
        var waiting = new Stack<(WatchedFolder Folder, string Path)>([(folder, path)]);
        for (var isFirst = isRoot; waiting.TryPop(out var next); isFirst = false)
        {
            var events = InotifyEvents.Content | (isFirst ? InotifyEvents.None : InotifyEvents.DoNotFollow);
            if (!Watch(next.Folder, next.Path, events))
                continue;
            foreach (var below in FolderContent.Folders(next.Path))
                if (set.MayMatchBelow(below) && EntryFacts.Of(below) is { Kind: FileKind.Folder })
                    waiting.Push((next.Folder.Open(Path.GetFileName(below)), below));
                else
                    LookAtName(below);
        }
    }

    /// <summary>A path exists. A name that is not UTF-8 is reported.</summary>
    public void LookAtName(string path)
    {
        if (FolderContent.IsUnreadableName(path) && set.Matches(path))
            notice($"{path} is not watched, because its name is not UTF-8");
    }

    /// <summary>Drops the folders of a root that are gone, where the events that told so may be lost.</summary>
    public void DropMissing(string root)
    {
        var folder = _top;
        foreach (var name in root[1..].Split('/', StringSplitOptions.RemoveEmptyEntries))
            if (folder.Find(name) is { } next)
                folder = next;
            else
                return;
        var waiting = new Stack<(WatchedFolder Folder, string Path)>([(folder, root)]);
        while (waiting.TryPop(out var next))
            if (next.Folder == folder ? Directory.Exists(root) : EntryFacts.Of(next.Path) is { Kind: FileKind.Folder })
                foreach (var below in next.Folder.Folders)
                    waiting.Push((below, Path.Combine(next.Path, below.Name)));
            else
                Drop(next.Folder);
    }

    public void Drop(WatchedFolder folder)
    {
        folder.Leave();
        var waiting = new Stack<WatchedFolder>([folder]);
        while (waiting.TryPop(out var next))
        {
            foreach (var below in next.Folders)
                waiting.Push(below);
            if (next.Watch >= 0 && _byWatch.Remove(next.Watch))
                inotify.Remove(next.Watch);
            next.Watch = -1;
        }
    }

    /// <summary>The kernel has ended a watch, because the folder is gone.</summary>
    public void Forget(int watch)
    {
        if (_byWatch.Remove(watch, out var folder) && folder.Watch == watch)
            (folder.Watch, folder.Events) = (-1, InotifyEvents.None);
    }

    private bool Watch(WatchedFolder folder, string path, InotifyEvents events)
    {
        // The kernel's answer tells whether it is still the same folder.
        folder.Events |= events & InotifyEvents.Content;
        var watch = inotify.Add(path, folder.Events | InotifyEvents.OnlyFolder | (events & InotifyEvents.DoNotFollow), out var isLimit);
        if (isLimit && folder.IsContent)
            unwatched(path);
        if (watch < 0)
        {
            if (!isLimit && folder.IsContent && EntryFacts.Of(path) is { Kind: FileKind.Folder })
                notice($"{path} is not watched, because it may not be read");
            return false;
        }

        if (folder.Watch >= 0 && folder.Watch != watch && _byWatch.Remove(folder.Watch))
            inotify.Remove(folder.Watch);
        if (_byWatch.TryGetValue(watch, out var other) && other != folder)
            Drop(other, except: watch);
        folder.Watch = watch;
        _byWatch[watch] = folder;
        return true;
    }

    /// <summary>A folder that was found at another path has moved: what was below is found there, too.</summary>
    private void Drop(WatchedFolder moved, int except)
    {
        _byWatch.Remove(except);
        moved.Watch = -1;
        Drop(moved);
    }
}
