using System.Formats.Tar;

namespace Compose.Execution.Copying;

/// <summary>
/// Unpacks an archive that a container has made. A container is not to be trusted: nothing is written outside of the root, whatever names and
/// links the archive holds. Links are made as they are, but nothing is ever written through one.
/// </summary>
internal sealed class ArchiveExtraction(string root, bool topIsNamed, Action<string> skipped)
{
    private readonly List<(string Path, UnixFileMode Mode, DateTimeOffset Modified)> _folders = [];

    /// <summary>The sentence that says why it ended early; null when all is there.</summary>
    public async Task<string?> RunAsync(Stream tar, CancellationToken cancellation)
    {
        try
        {
            await using var reader = new TarReader(tar, leaveOpen: true);
            while (await reader.GetNextEntryAsync(copyData: false, cancellation) is { } entry)
                if (await ExtractAsync(entry, cancellation) is { } objection)
                    return objection;
            Finish();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // The disk is full, a folder is not ours to write, or it is no archive.
            return e.Message;
        }
    }

    private async Task<string?> ExtractAsync(TarEntry entry, CancellationToken cancellation)
    {
        if (PlaceOf(entry.Name) is not { } path)
            return $"refused to unpack \"{entry.Name}\": it leads out of {root}";
        if (path != root && ParentObjection(path, entry.Name) is { } objection)
            return objection;
        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
                return MakeFolder(path, entry);
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                return await WriteFileAsync(path, entry, cancellation);
            case TarEntryType.SymbolicLink:
                if (Clear(path) is { } standing)
                    return standing;
                File.CreateSymbolicLink(path, entry.LinkName);
                File.SetLastWriteTimeUtc(path, entry.ModificationTime.UtcDateTime);
                return null;
            case TarEntryType.HardLink:
                return CopyTwin(path, entry);
            case TarEntryType.GlobalExtendedAttributes:
                return null;
            default:
                skipped($"{entry.Name} is left out: it is neither a file nor a folder nor a link");
                return null;
        }
    }

    private string? MakeFolder(string path, TarEntry entry)
    {
        if (new FileInfo(path) is { LinkTarget: not null } link)
            link.Delete();
        else if (File.Exists(path))
            return $"cannot overwrite non-directory \"{path}\" with directory";
        Directory.CreateDirectory(path);
        _folders.Add((path, entry.Mode, entry.ModificationTime));
        return null;
    }

    private static async Task<string?> WriteFileAsync(string path, TarEntry entry, CancellationToken cancellation)
    {
        if (Clear(path) is { } objection)
            return objection;
        await using (var file = new FileStream(path, Creating()))
        {
            if (entry.DataStream is { } data)
                await data.CopyToAsync(file, cancellation);
        }

        Adjust(path, entry.Mode, entry.ModificationTime);
        return null;
    }

    /// <summary>A second name of a file that came before becomes a copy of it.</summary>
    private string? CopyTwin(string path, TarEntry entry)
    {
        if (PlaceOf(entry.LinkName) is not { } first || ParentObjection(first, entry.LinkName) is not null || new FileInfo(first) is { LinkTarget: not null } or { Exists: false })
            return $"refused to unpack \"{entry.Name}\": it is a link to \"{entry.LinkName}\", which is not in the archive";
        if (Clear(path) is { } objection)
            return objection;
        File.Copy(first, path);
        return null;
    }

    /// <summary>Makes room for something that is no folder.</summary>
    private static string? Clear(string path)
    {
        if (new FileInfo(path).LinkTarget is null && Directory.Exists(path))
            return $"cannot overwrite directory \"{path}\" with non-directory";
        File.Delete(path);
        return null;
    }

    /// <summary>Null for a name that leads upwards.</summary>
    private string? PlaceOf(string name)
    {
        var parts = name.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToList();
        if (parts.Contains(".."))
            return null;
        return parts.Skip(topIsNamed ? 1 : 0).Aggregate(root, Path.Combine);
    }

    /// <summary>Every folder above is a real one.</summary>
    private string? ParentObjection(string path, string name)
    {
        var folder = root;
        foreach (var part in Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar).SkipLast(1).Prepend(""))
        {
            folder = part.Length == 0 ? folder : Path.Combine(folder, part);
            if (new FileInfo(folder).LinkTarget is not null && folder != root)
                return $"refused to unpack \"{name}\": {folder} is a symbolic link";
        }

        Directory.CreateDirectory(folder);
        return null;
    }

    /// <summary>Folders last and from the bottom: writing into them changes their times, and their modes may forbid it.</summary>
    private void Finish()
    {
        for (var i = _folders.Count - 1; i >= 0; i--)
            Adjust(_folders[i].Path, _folders[i].Mode, _folders[i].Modified);
    }

    private static FileStreamOptions Creating()
    {
        const UnixFileMode onlyUs = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = onlyUs;
        return options;
    }

    private static void Adjust(string path, UnixFileMode mode, DateTimeOffset modified)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
        File.SetLastWriteTimeUtc(path, modified.UtcDateTime);
    }
}
