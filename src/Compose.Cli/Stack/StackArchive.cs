using System.Formats.Tar;

namespace Compose.Cli.Stack;

/// <summary>
/// The archive of `save`: first our files under a folder of their own, then the engine's image archive as it comes. Both parts are streamed,
/// and whoever knows only image archives skips the first.
/// </summary>
static class StackArchive
{
    private const string Folder = "ncompose/";
    private const int Block = 512;
    private const int EndOfArchive = 2 * Block;

    public static async Task<int> WriteAsync(StackRun run, string? path, IReadOnlyList<string> images, IReadOnlyList<(string Name, string Path)> files)
    {
        if (path is null)
        {
            await WriteAsync(run, run.Terminal.Output, images, files);
            return ExitCodes.Success;
        }

        if (!Directory.Exists(Path.GetDirectoryName(path)))
            return run.Reporter.Fail($"the archive cannot be written: there is no folder {Path.GetDirectoryName(path)}");
        var fresh = path + ".part";
        try
        {
            await using (var target = File.Create(fresh))
                await WriteAsync(run, target, images, files);
            File.Move(fresh, path, overwrite: true);
            return ExitCodes.Success;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // The user's disk or folder, not ours.
            return run.Reporter.Fail($"the archive cannot be written: {refusal.Message}");
        }
        finally
        {
            File.Delete(fresh);
        }
    }

    private static async Task WriteAsync(StackRun run, Stream target, IReadOnlyList<string> images, IReadOnlyList<(string Name, string Path)> files)
    {
        await WriteFilesAsync(run, target, files);
        await using var archive = await run.Engine.Transfer.SaveAsync(images, run.Stop);
        await archive.CopyToAsync(target, run.Stop);
    }

    /// <summary>First whether the files can be had, then the images, then the files: what goes wrong on the way leaves no half of a stack.</summary>
    public static async Task<int> ReadAsync(StackRun run, string path, string folder)
    {
        try
        {
            await using var archive = File.OpenRead(path);
            RefuseCompressed(archive);
            var images = await ForEachFileAsync(archive, folder, (entry, file) => IsTaken(entry, file) ? throw new InvalidDataException($"{file} is there already, with other content; load in an empty folder") : Task.CompletedTask, run.Stop);
            if (!run.IsDryRun)
            {
                archive.Position = images;
                foreach (var line in await run.Engine.Transfer.LoadAsync(archive, run.Stop))
                    run.Terminal.PrintLine(line);
            }

            archive.Position = 0;
            var links = new List<(string Path, string Target)>();
            await ForEachFileAsync(archive, folder, async (entry, file) =>
            {
                if (!run.IsDryRun)
                    await WriteFileAsync(entry, file, links, run.Stop);
                run.Terminal.PrintLine("File " + Path.GetRelativePath(folder, file));
            }, run.Stop);

            // After the files: so none is written through one of them to somewhere else.
            foreach (var (link, target) in links.Where(link => new FileInfo(link.Path).LinkTarget is null))
                File.CreateSymbolicLink(link, target);
            return ExitCodes.Success;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // Not there, not readable, not an archive, or something stands in its way.
            return run.Reporter.Fail($"the archive cannot be loaded: {refusal.Message}");
        }
    }

    private static async Task WriteFilesAsync(StackRun run, Stream target, IReadOnlyList<(string Name, string Path)> files)
    {
        if (files.Count == 0)
            return;
        var part = Path.GetTempFileName();
        try
        {
            await using var stream = new FileStream(part, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
            await using (var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
                foreach (var (name, path) in files)
                    await WriteFileAsync(run, tar, Folder + name, path);

            // Without the two empty blocks at the end: the archive goes on.
            stream.SetLength(stream.Length - EndOfArchive);
            stream.Position = 0;
            await stream.CopyToAsync(target, run.Stop);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static async Task WriteFileAsync(StackRun run, TarWriter tar, string name, string path)
    {
        try
        {
            await tar.WriteEntryAsync(path, name, run.Stop);
        }
        catch (IOException) when (new FileInfo(path) is { Exists: true, Length: 0 })
        {
            // A socket: no archive holds one, and whoever listened to it is not there either.
            run.Reporter.Warn($"not in the archive, for it is a socket: {path}");
        }
    }

    /// <summary>Where the image archive begins, behind our files.</summary>
    private static async Task<long> ForEachFileAsync(FileStream archive, string folder, Func<TarEntry, string, Task> use, CancellationToken cancellation)
    {
        long images = 0;
        await using var tar = new TarReader(archive, leaveOpen: true);
        while (await tar.GetNextEntryAsync(copyData: false, cancellation) is { } entry && entry.Name.StartsWith(Folder, StringComparison.Ordinal))
        {
            var path = Path.GetFullPath(entry.Name[Folder.Length..], folder);
            if (!path.StartsWith(Path.GetFullPath(folder).TrimEnd('/') + "/", StringComparison.Ordinal))
                throw new InvalidDataException($"it has a file outside of its folder: {entry.Name}");
            await use(entry, path);
            if (entry.DataStream is { } rest)
                await rest.CopyToAsync(Stream.Null, cancellation);
            images = (archive.Position + Block - 1) / Block * Block;
        }

        return images;
    }

    private static bool IsTaken(TarEntry entry, string path)
    {
        var present = new FileInfo(path);
        if (entry.EntryType == TarEntryType.SymbolicLink)
            return present.LinkTarget is { } target ? target != entry.LinkName : present.Exists || Directory.Exists(path);
        if (!present.Exists)
            return Directory.Exists(path);
        using var content = present.OpenRead();
        return content.Length != entry.Length || !Same(content, entry.DataStream);
    }

    private static bool Same(Stream one, Stream? other)
    {
        var (left, right) = (new byte[Block * 128], new byte[Block * 128]);
        while (one.ReadAtLeast(left, left.Length, throwOnEndOfStream: false) is > 0 and var count)
            if (other is null || other.ReadAtLeast(right.AsSpan(0, count), count, throwOnEndOfStream: false) != count || !left.AsSpan(0, count).SequenceEqual(right.AsSpan(0, count)))
                return false;
        return true;
    }

    private static async Task WriteFileAsync(TarEntry entry, string path, List<(string Path, string Target)> links, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (entry.EntryType == TarEntryType.SymbolicLink)
        {
            links.Add((path, entry.LinkName));
            return;
        }

        await using (var file = File.Create(path))
            if (entry.DataStream is { } data)
                await data.CopyToAsync(file, cancellation);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, entry.Mode);
    }

    private static void RefuseCompressed(FileStream archive)
    {
        Span<byte> head = stackalloc byte[4];
        archive.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        archive.Position = 0;
        if (head is [0x1f, 0x8b, ..] or [0x28, 0xb5, 0x2f, 0xfd] or [0xfd, (byte)'7', (byte)'z', ..] or [(byte)'B', (byte)'Z', (byte)'h', _])
            throw new InvalidDataException("it is compressed; decompress it first (gunzip, zstd -d, unxz, bunzip2)");
    }
}
