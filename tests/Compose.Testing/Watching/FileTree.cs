using System.Formats.Tar;

namespace Compose.Testing.Watching;

/// <summary>Everything in a folder, with modes, contents and targets of links; of the host or of a container.</summary>
public sealed class FileTree
{
    private readonly SortedDictionary<string, (bool IsFolder, string Text)> _entries = new(StringComparer.Ordinal);

    public static FileTree OfHost(string root)
    {
        var tree = new FileTree();
        foreach (var path in All(root))
        {
            var file = new FileInfo(path);
            var isFolder = file.LinkTarget is null && Directory.Exists(path);
            tree.Add(
                path[(root.Length + 1)..], isFolder, file.LinkTarget, file.LinkTarget is null ? file.UnixFileMode : default,
                isFolder || file.LinkTarget is not null ? "" : File.ReadAllText(path));
        }

        return tree;
    }

    /// <summary>Of what the engine answers for a folder of a container; nothing when there is no such folder.</summary>
    public static FileTree OfArchive(byte[]? archive)
    {
        var tree = new FileTree();
        using var reader = new TarReader(new MemoryStream(archive ?? []));
        while (archive is not null && reader.GetNextEntry() is { } entry)
        {
            var name = entry.Name.TrimEnd('/');
            if (name.IndexOf('/') is not (> 0 and var top))
                continue;
            var link = entry.EntryType == TarEntryType.SymbolicLink ? entry.LinkName : null;
            var content = entry.DataStream is { } data ? new StreamReader(data).ReadToEnd() : "";
            tree.Add(name[(top + 1)..], entry.EntryType == TarEntryType.Directory, link, entry.Mode, content);
        }

        return tree;
    }

    /// <summary>What a copy of this tree has to hold.</summary>
    public string Expected(HistoryRule rule) => Text(entry => rule.Matches(entry.Key.Split('/')));

    /// <summary>What this copy holds; folders above what matches do no harm.</summary>
    public string Copied(HistoryRule rule) => Text(entry => !entry.Value.IsFolder || rule.Matches(entry.Key.Split('/')));

    /// <summary>Everything below a folder, and nothing behind a link.</summary>
    private static IEnumerable<string> All(string folder) => Directory.EnumerateFileSystemEntries(folder)
        .SelectMany(path => new FileInfo(path).LinkTarget is null && Directory.Exists(path) ? All(path).Prepend(path) : [path]);

    private void Add(string name, bool isFolder, string? link, UnixFileMode mode, string content) =>
        _entries[name] = (isFolder, link is not null ? "-> " + link : $"{mode} {(isFolder ? "/" : content)}");

    private string Text(Func<KeyValuePair<string, (bool IsFolder, string Text)>, bool> isWanted) =>
        string.Join('\n', _entries.Where(isWanted).Select(entry => $"{entry.Key} {entry.Value.Text}"));
}
