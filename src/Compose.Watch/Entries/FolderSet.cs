namespace Compose.Watch.Entries;

/// <summary>Folders of the host or of a container, to be asked whether a path is below one of them.</summary>
internal sealed class FolderSet(IEnumerable<string> folders)
{
    private static readonly char[] Separators = OperatingSystem.IsWindows() ? ['/', '\\'] : ['/'];
    private readonly HashSet<string> _folders = folders.Select(folder => folder.TrimEnd(Separators)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether the path is one of them or below one.</summary>
    public bool Holds(string path) => _folders.Contains(path) || HasAbove(path);

    /// <summary>Whether a folder above the path is one of them.</summary>
    public bool HasAbove(string path)
    {
        var known = _folders.GetAlternateLookup<ReadOnlySpan<char>>();
        var above = path.AsSpan().TrimEnd(Separators);
        while (above.LastIndexOfAny(Separators) is >= 0 and var end)
        {
            above = above[..end];
            if (known.Contains(above))
                return true;
        }

        return false;
    }

    /// <summary>Those that are not below another one.</summary>
    public static List<string> Outermost(IReadOnlyCollection<string> paths)
    {
        var all = new FolderSet(paths);
        return [.. paths.Where(path => !all.HasAbove(path))];
    }
}
