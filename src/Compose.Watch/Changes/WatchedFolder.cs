namespace Compose.Watch.Changes;

/// <summary>A folder in the tree of watches. Its path follows from those above, so a moved folder takes along all below.</summary>
internal sealed class WatchedFolder(string name, WatchedFolder? parent)
{
    private Dictionary<string, WatchedFolder>? _folders;

    public string Name { get; private set; } = name;
    public WatchedFolder? Parent { get; private set; } = parent;

    /// <summary>The number of the watch; negative without one.</summary>
    public int Watch { get; set; } = -1;

    /// <summary>What the watch reports.</summary>
    public InotifyEvents Events { get; set; }

    public bool IsContent => Events.HasFlag(InotifyEvents.Modify);

    public string Path => Parent is null ? "/" : Parent.Parent is null ? "/" + Name : Parent.Path + "/" + Name;

    public IEnumerable<WatchedFolder> Folders => _folders?.Values ?? Enumerable.Empty<WatchedFolder>();

    public string PathOf(string entry) => Parent is null ? "/" + entry : Path + "/" + entry;

    public WatchedFolder? Find(string name) => _folders?.GetValueOrDefault(name);

    public WatchedFolder Open(string name)
    {
        _folders ??= new Dictionary<string, WatchedFolder>(StringComparer.Ordinal);
        if (!_folders.TryGetValue(name, out var folder))
            _folders[name] = folder = new WatchedFolder(name, this);
        return folder;
    }

    public void Leave()
    {
        Parent?._folders?.Remove(Name);
        Parent = null;
    }
}
