using System.Formats.Tar;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Execution.Copy;
using Compose.Host;
using Docker.DotNet.Models;

namespace Compose.Execution.Watching;

/// <summary>A file of a container that is copied over an older one of the host.</summary>
internal static class NewerFile
{
    /// <summary>Editors give such names to copies, so no rule takes it for a change.</summary>
    private const string Unfinished = ".ncompose~";

    private const long Largest = 64 * 1024 * 1024;

    public static async Task<FetchedFile> FetchAsync(
        EngineClient engine, string container, string source, string destination, CancellationToken cancellationToken)
    {
        var host = new FileInfo(destination);
        if (host.LinkTarget is not null || host.Directory?.Exists != true
            || await FindAsync(engine, container, source, cancellationToken) is not { } found
            || (host.Exists && (DateTimeOffset)found.Mtime - host.LastWriteTimeUtc < FetchedFile.Resolution))
            return default;
        if (found.Size > Largest)
            return Refused(destination, "it has more than 64 MB");
        var unfinished = destination + Unfinished;
        try
        {
            return await DownloadAsync(engine, container, source, unfinished, cancellationToken) is not { } mode ? default
                : Replace(host, unfinished, mode, found.Mtime);
        }
        catch (Exception refusal) when (refusal is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return Refused(destination, refusal.Message);
        }
        finally
        {
            Remove(unfinished);
        }
    }

    /// <summary>The mode of the file; null when it is a file no more.</summary>
    private static async Task<UnixFileMode?> DownloadAsync(
        EngineClient engine, string container, string source, string unfinished, CancellationToken cancellationToken)
    {
        await using var download = await engine.GetArchiveAsync(container, source, cancellationToken);
        await using var reader = new TarReader(download.Tar, leaveOpen: true);
        if (await reader.NextAsync(cancellationToken)
            is not { EntryType: TarEntryType.RegularFile or TarEntryType.V7RegularFile } entry)
            return null;
        await using var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write);
        await (entry.DataStream ?? Stream.Null).CopyToAsync(file, cancellationToken);
        return entry.Mode;
    }

    /// <summary>What was saved on the host during the download stays.</summary>
    private static FetchedFile Replace(FileInfo host, string unfinished, UnixFileMode mode, DateTimeOffset modified)
    {
        var (existed, before) = (host.Exists, host.LastWriteTimeUtc);
        host.Refresh();
        if (host.Exists != existed || host.LastWriteTimeUtc != before)
            return default;
        Adjust(unfinished, host, mode, modified);
        File.Move(unfinished, host.FullName, overwrite: true);
        return new FetchedFile(modified, null);
    }

    private static FetchedFile Refused(string path, string why) => new(null, $"{path} cannot be copied from the container: {why}");

    private static void Remove(string unfinished)
    {
        try
        {
            File.Delete(unfinished);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // Where it cannot be removed it could not be made either.
        }
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

    private static async Task<ContainerPathStatResponse?> FindAsync(
        EngineClient engine, string container, string path, CancellationToken cancellationToken)
    {
        try
        {
            var stat = await engine.StatPathAsync(container, path, cancellationToken);
            return stat is { IsDirectory: false, IsLink: false } ? stat : null;
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound)
        {
            // The container has not written it.
            return null;
        }
    }
}
