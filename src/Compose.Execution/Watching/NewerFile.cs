using System.Formats.Tar;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Execution.Copy;
using Compose.Host;

namespace Compose.Execution.Watching;

/// <summary>A file of a container that is copied over an older one of the host.</summary>
internal static class NewerFile
{
    /// <summary>Editors give such names to copies, so no rule takes it for a change.</summary>
    private const string Unfinished = ".ncompose~";

    /// <summary>Copies keep times to a ten millionth of a second, and some file systems less.</summary>
    private static readonly TimeSpan Resolution = TimeSpan.FromMilliseconds(1);

    public static async Task<bool> FetchAsync(
        EngineClient engine, string container, string source, string destination, CancellationToken cancellationToken)
    {
        var host = new FileInfo(destination);
        if (host.LinkTarget is not null || host.Directory?.Exists != true
            || await ModifiedAsync(engine, container, source, cancellationToken) is not { } modified
            || (host.Exists && modified - host.LastWriteTimeUtc < Resolution))
            return false;
        await using var download = await engine.GetArchiveAsync(container, source, cancellationToken);
        await using var reader = new TarReader(download.Tar, leaveOpen: true);
        if (await reader.NextAsync(cancellationToken) is not { EntryType: TarEntryType.RegularFile or TarEntryType.V7RegularFile } entry)
            return false;
        var unfinished = destination + Unfinished;
        await using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
            await (entry.DataStream ?? Stream.Null).CopyToAsync(file, cancellationToken);
        Adjust(unfinished, host, entry.Mode, modified);
        File.Move(unfinished, destination, overwrite: true);
        return true;
    }

    /// <summary>
    /// The host's file keeps its mode and its owner. The time is not that of the archive, which may be cut to seconds and would look older.
    /// </summary>
    private static void Adjust(string path, FileInfo host, UnixFileMode mode, DateTimeOffset modified)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, host.Exists ? host.UnixFileMode : mode);
        if (FileFacts.Of(host.Exists ? host.FullName : host.DirectoryName!) is { } facts)
            FileFacts.TrySetOwner(path, facts.Owner, facts.Group);
        File.SetLastWriteTimeUtc(path, modified.UtcDateTime);
    }

    private static async Task<DateTimeOffset?> ModifiedAsync(
        EngineClient engine, string container, string path, CancellationToken cancellationToken)
    {
        try
        {
            var stat = await engine.StatPathAsync(container, path, cancellationToken);
            return stat is { IsDirectory: false, IsLink: false } ? (DateTimeOffset?)stat.Mtime : null;
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound)
        {
            // The container has not written it.
            return null;
        }
    }
}
