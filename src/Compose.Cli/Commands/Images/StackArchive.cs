using System.Formats.Tar;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Execution.Copy;
using Compose.Files.Text;

namespace Compose.Cli.Commands.Images;

/// <summary>
/// The archive of `save`: first our files under a folder of their own, then the engine's image archive as it comes. Both parts are
/// streamed, and a reader that knows only image archives skips the first.
/// </summary>
internal static class StackArchive
{
    private const string Folder = "ncompose/";
    private const int Block = 512;
    private const int EndOfArchive = 2 * Block;

    public static async Task<int> WriteAsync(
        CommandContext run, string? path, IReadOnlyList<string> images, IReadOnlyList<(string Name, string Path)> files)
    {
        if (path is null)
        {
            await WriteAsync(run, run.Terminal.Output, images, files);
            return ExitCodes.Success;
        }

        if (!Directory.Exists(Path.GetDirectoryName(path)))
            return run.Reporter.Fail($"the archive cannot be written: there is no folder {Path.GetDirectoryName(path)}");
        if (RegularFile.IsSpecial(path) || Directory.Exists(path)
            || (path.StartsWith("/dev/", StringComparison.Ordinal) && new FileInfo(path).LinkTarget is not null))
            return run.Reporter.Fail(
                $"the archive cannot be written: {path} is there and is not a regular file",
                "without -o the archive goes to standard output");

        // Secrets are in it: only the user can read it, and no other user can know the name and put a link there.
        var fresh = $"{path}.{Guid.NewGuid():N}";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using (var target = new FileStream(fresh, options))
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

    private static async Task WriteAsync(
        CommandContext run, Stream target, IReadOnlyList<string> images, IReadOnlyList<(string Name, string Path)> files)
    {
        await WriteFilesAsync(run, target, files);
        await using var archive = await run.Engine.Transfer.SaveAsync(images, run.Stop);
        await archive.CopyToAsync(target, run.Stop);
    }

    /// <summary>
    /// First whether the files can be made, then the images, then the files: an error on the way leaves no half of a stack.
    /// </summary>
    public static async Task<int> ReadAsync(CommandContext run, string path, string folder)
    {
        try
        {
            await using var archive = Open(path);

            // Files of a project need no bits that make programs run as their owner.
            using var extraction = new ArchiveExtraction(folder, ".", skip: 1, ArchiveExtraction.PlainModes, run.Reporter.Warn);
            var images = await ForEachFileAsync(
                archive, entry => extraction.Conflict(entry) is { } taken ? throw new InvalidDataException(
                taken) : Task.CompletedTask, run.Stop);
            if (!run.IsDryRun)
            {
                archive.Position = images;
                foreach (var line in await run.Engine.Transfer.LoadAsync(archive, run.Stop))
                    run.Terminal.Remark(line);
            }

            archive.Position = 0;
            await ForEachFileAsync(archive, async entry =>
            {
                if (run.IsDryRun || await extraction.ExtractAsync(entry, run.Stop))
                    run.Terminal.Remark("File " + ArchiveName.Shown(entry.Name[Folder.Length..]));
            }, run.Stop);
            extraction.Finish();
            return ExitCodes.Success;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // Not there, not readable, not an archive, or something stands in its way.
            return run.Reporter.Fail($"the archive cannot be loaded: {refusal.Message}");
        }
    }

    private static FileStream Open(string path)
    {
        if (RegularFile.Refusal(path) is { } reason)
            throw new IOException($"open {path}: {reason}");
        var archive = File.OpenRead(path);
        try
        {
            if (!archive.CanSeek)
                throw new IOException("it is read twice, so it must be a file, not a pipe");
            RefuseCompressed(archive);
            return archive;
        }
        catch
        {
            // The caller gets the error, not the file.
            archive.Dispose();
            throw;
        }
    }

    private static async Task WriteFilesAsync(CommandContext run, Stream target, IReadOnlyList<(string Name, string Path)> files)
    {
        if (files.Count == 0)
            return;
        var part = Path.GetTempFileName();
        try
        {
            await using var stream = new FileStream(
                part, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
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

    private static async Task WriteFileAsync(CommandContext run, TarWriter tar, string name, string path)
    {
        try
        {
            await tar.WriteEntryAsync(path, name, run.Stop);
        }
        catch (IOException) when (new FileInfo(path) is { Exists: true, Length: 0 })
        {
            // A socket: no archive holds one, and its listener is not there either.
            run.Reporter.Warn($"not in the archive, for it is a socket: {path}");
        }
    }

    /// <summary>Where the image archive begins, behind our files.</summary>
    private static async Task<long> ForEachFileAsync(FileStream archive, Func<TarEntry, Task> use, CancellationToken cancellationToken)
    {
        long images = 0;
        await using var tar = new TarReader(archive, leaveOpen: true);
        while (await tar.NextAsync(cancellationToken) is { } entry && entry.Name.StartsWith(Folder, StringComparison.Ordinal))
        {
            // The folder itself is the one that the user is in.
            if (ArchiveName.Parts(entry.Name) is not { Count: 1 })
                await use(entry);
            if (entry.DataStream is { } rest)
                await rest.CopyToAsync(Stream.Null, cancellationToken);
            images = (archive.Position + Block - 1) / Block * Block;
        }

        return images;
    }

    private static void RefuseCompressed(FileStream archive)
    {
        Span<byte> head = stackalloc byte[4];
        archive.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        archive.Position = 0;
        if (head is [0x1f, 0x8b, ..] or [0x28, 0xb5, 0x2f, 0xfd] or [0xfd, (byte)'7', (byte)'z', ..]
            or [(byte)'B', (byte)'Z', (byte)'h', _])
            throw new InvalidDataException("it is compressed; decompress it first (gunzip, zstd -d, unxz, bunzip2)");
    }
}
