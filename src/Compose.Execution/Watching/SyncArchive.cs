using System.Formats.Tar;
using Compose.Host;
using Compose.Watch.Entries;

namespace Compose.Execution.Watching;

/// <summary>
/// Entries as a tar stream for a folder of a container. What has disappeared meanwhile is left out: its removal is the next change.
/// </summary>
/// <param name="root">The folder where it is unpacked.</param>
/// <param name="entries">What to copy.</param>
/// <param name="folders">Folders of the container to create before.</param>
/// <param name="owner">Whom these folders belong to.</param>
internal sealed class SyncArchive(string root, IReadOnlyList<OwnedEntry> entries, IReadOnlyList<string> folders, FileOwner? owner)
{
    private const UnixFileMode FolderMode = (UnixFileMode)0x1ED;

    private readonly List<HostEntry> _written = [];
    private readonly List<(HostEntry Entry, string Reason)> _unreadable = [];

    public string Root => root;
    public IReadOnlyList<OwnedEntry> Entries => entries;
    public IReadOnlyList<string> Folders => folders;
    public IReadOnlyList<HostEntry> Written => _written;

    /// <summary>Files that cannot be read, which are left out, too.</summary>
    public IReadOnlyList<(HostEntry Entry, string Reason)> Unreadable => _unreadable;

    public async Task WriteAsync(TarWriter writer)
    {
        foreach (var folder in folders)
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, Name(folder) + "/")
            {
                Mode = FolderMode,
                Uid = owner?.User ?? 0,
                Gid = owner?.Group ?? 0,
            });
        foreach (var entry in entries)
            if (await TryWriteAsync(writer, entry))
                _written.Add(entry.Entry);
    }

    private async Task<bool> TryWriteAsync(TarWriter writer, OwnedEntry owned)
    {
        var (entry, name) = (owned.Entry, Name(owned.Entry.ContainerPath));
        switch (entry.Kind)
        {
            case FileKind.Folder:
                await writer.WriteEntryAsync(With(new PaxTarEntry(TarEntryType.Directory, name + "/"), owned));
                return true;
            case FileKind.Link when entry.Facts.LinkTarget is { } target:
                await writer.WriteEntryAsync(With(new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = target }, owned));
                return true;
            case FileKind.File when Open(entry) is { } content:
                await using (content)
                    await writer.WriteEntryAsync(With(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content }, owned));
                return true;
            default:
                return false;
        }
    }

    private string Name(string path) => path[root.Length..].TrimStart('/');

    private FixedLengthStream? Open(HostEntry entry)
    {
        try
        {
            return TreeFile.Open(entry.Path) is { } file ? new FixedLengthStream(file) : null;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // The files after it are copied all the same.
            _unreadable.Add((entry, refusal.Message));
            return null;
        }
    }

    private static PaxTarEntry With(PaxTarEntry made, OwnedEntry owned)
    {
        var facts = owned.Entry.Facts;
        made.Mode = facts.Mode;
        made.ModificationTime = DateTimeOffset.UnixEpoch.AddTicks(facts.Modified / 100);
        made.Uid = owned.Owner?.User ?? 0;
        made.Gid = owned.Owner?.Group ?? 0;
        return made;
    }
}
