using System.Runtime.Versioning;
using Compose.Watch.Entries;
using Compose.Watch.Rules;

namespace Compose.Watch.Changes;

/// <summary>Changes by inotify. What cannot be watched so is looked at again and again.</summary>
[SupportedOSPlatform("linux")]
internal sealed class InotifySource(WatchSet set, IReadOnlyList<string> roots, IChangeReceiver receiver, PollingSource polling)
    : IChangeSource
{
    private const string LimitText =
        "the limit of inotify watches is reached, so the rest is polled; `sysctl fs.inotify.max_user_watches=524288` raises it";
    private const string InstancesText =
        "the limit of inotify instances is reached, so files are polled; `sysctl fs.inotify.max_user_instances=512` raises it";
    private const int StackSize = 256 * 1024;

    private readonly Lock _turn = new();
    private Inotify? _inotify;
    private WatchTree? _tree;
    private Thread? _reader;
    private volatile bool _isEnding;

    public int WatchCount
    {
        get
        {
            lock (_turn)
                return _tree?.Count ?? 0;
        }
    }

    public void Start()
    {
        foreach (var root in roots.Where(RemoteFileSystem.Holds))
            polling.Add(root);
        _inotify = Inotify.Open();
        if (_inotify is null)
        {
            receiver.Notice(InstancesText);
            foreach (var root in roots)
                polling.Add(root);
            return;
        }

        _tree = new WatchTree(_inotify, set, PollInstead, receiver.Notice);
        foreach (var root in roots)
            _tree.Attach(root);
        _reader = new Thread(Read, StackSize) { IsBackground = true, Name = "watch" };
        _reader.Start();
    }

    public void Refresh()
    {
        lock (_turn)
            if (_tree is not null)
                AttachAll();
    }

    public async ValueTask DisposeAsync()
    {
        _isEnding = true;
        _inotify?.Wake();
        _reader?.Join();
        _inotify?.Dispose();
        await polling.DisposeAsync();
    }

    private void PollInstead(string folder)
    {
        receiver.Notice(LimitText);
        polling.Add(folder);
    }

    private void Read()
    {
        while (!_isEnding && _inotify!.Wait() is { } events)
            lock (_turn)
                foreach (var each in events)
                    Handle(each);
    }

    private void Handle(InotifyEvent each)
    {
        if (each.Has(InotifyEvents.Overflow))
            AttachAll();
        else if (each.Has(InotifyEvents.Ignored))
            _tree!.Forget(each.Watch);
        else if (_tree!.Find(each.Watch) is { } folder)
            Handle(folder, each);
    }

    private void Handle(WatchedFolder folder, InotifyEvent each)
    {
        if (each.Has(InotifyEvents.Self | InotifyEvents.Unmount))
            AttachBelow(folder.Path);
        if (each.Name.Length == 0)
            return;
        var path = folder.PathOf(each.Name);
        if (each.Has(InotifyEvents.Names) && AttachBelow(path))
            return;
        if (!folder.IsContent)
            return;
        if (!each.Has(InotifyEvents.Gone))
            _tree!.LookAtName(path);
        if (!each.IsFolder || !each.Has(InotifyEvents.Names))
            receiver.Changed(path);
        else if (each.Has(InotifyEvents.Gone))
            Leave(folder, each.Name, path);
        else
            Enter(folder, each.Name, path);
    }

    private void Leave(WatchedFolder folder, string name, string path)
    {
        if (folder.Find(name) is { } gone)
            _tree!.Drop(gone);
        receiver.ChangedBelow(path);
    }

    private void Enter(WatchedFolder folder, string name, string path)
    {
        if (set.MayMatchBelow(path))
            _tree!.WatchBelow(folder.Open(name), path);
        receiver.ChangedBelow(path);
    }

    /// <summary>A path came or went. True when it is a root or leads to one.</summary>
    private bool AttachBelow(string path)
    {
        var isRoot = false;
        foreach (var root in roots)
        {
            if (!PathBelow.IsAtOrBelow(path, root))
                continue;
            isRoot = true;
            Attach(root);
        }

        return isRoot;
    }

    private void AttachAll()
    {
        foreach (var root in roots)
            Attach(root);
    }

    /// <summary>To end watches and set them again would queue an event for each, and with many folders fill the queue again.</summary>
    private void Attach(string root)
    {
        _tree!.Attach(root);
        _tree.DropMissing(root);
        receiver.ChangedBelow(root);
    }
}
