using System.Collections.Frozen;

namespace Compose.Files.Text;

/// <summary>Where a load reads files: texts that an editor has open stand in place of the files of the disk.</summary>
public sealed class FileSource(IReadOnlyDictionary<string, byte[]> open)
{
    /// <summary>Nothing is open in an editor.</summary>
    public static readonly FileSource Disk = new(FrozenDictionary<string, byte[]>.Empty);

    /// <summary>Whether a file or a folder is behind the path.</summary>
    public bool Exists(string path) => open.ContainsKey(path) || DiskFile.Exists(path);

    /// <summary>Whether a file, and no folder, is behind the path.</summary>
    public bool IsFile(string path) => open.ContainsKey(path) || DiskFile.IsFile(path);

    /// <summary>The bytes, or the reason why they cannot be read.</summary>
    public string? TryRead(string path, out byte[] content)
    {
        if (!open.TryGetValue(path, out var text))
            return DiskFile.TryRead(path, out content);
        content = text;
        return null;
    }

    /// <summary>The text without its byte order mark, or the reason why it cannot be read.</summary>
    public string? TryRead(string path, out string text)
    {
        text = "";
        if (TryRead(path, out byte[] content) is { } reason)
            return reason;
        using var reader = new StreamReader(new MemoryStream(content));
        text = reader.ReadToEnd();
        return null;
    }
}
