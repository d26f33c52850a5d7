using System.Formats.Tar;
using Compose.Host;

namespace Compose.Execution.Watching;

/// <summary>
/// Entries as a tar stream for the root of a container. What has disappeared meanwhile is left out: its removal is the next change.
/// </summary>
internal static class SyncArchive
{
    private const UnixFileMode FolderMode = (UnixFileMode)0x1ED;

    public static async Task WriteAsync(
        TarWriter writer, IReadOnlyList<OwnedEntry> entries, IReadOnlyList<string> folders, FileOwner? owner)
    {
        foreach (var folder in folders)
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, folder.TrimStart('/') + "/")
            {
                Mode = FolderMode,
                Uid = owner?.User ?? 0,
                Gid = owner?.Group ?? 0,
            });
        foreach (var entry in entries)
            await WriteAsync(writer, entry);
    }

    private static async Task WriteAsync(TarWriter writer, OwnedEntry owned)
    {
        var (entry, name) = (owned.Entry, owned.Entry.ContainerPath.TrimStart('/'));
        switch (entry.Kind)
        {
            case FileKind.Folder:
                await writer.WriteEntryAsync(With(new PaxTarEntry(TarEntryType.Directory, name + "/"), owned));
                break;
            case FileKind.Link:
                var link = new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = entry.Facts.LinkTarget ?? "" };
                await writer.WriteEntryAsync(With(link, owned));
                break;
            case FileKind.File when Open(entry.Path) is { } content:
                await using (content)
                    await writer.WriteEntryAsync(With(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content }, owned));
                break;
        }
    }

    private static FixedLengthStream? Open(string path)
    {
        try
        {
            const FileShare others = FileShare.ReadWrite | FileShare.Delete;
            return new FixedLengthStream(new FileStream(path, FileMode.Open, FileAccess.Read, others, bufferSize: 0));
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // Removed since it was looked at.
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
