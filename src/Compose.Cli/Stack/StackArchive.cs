using System.Formats.Tar;

namespace Compose.Cli.Stack;

/// <summary>
/// The archive of `save`: first our files under a folder of their own, then the engine's image archive as it comes. Both parts are streamed,
/// and whoever knows only image archives skips the first.
/// </summary>
static class StackArchive
{
    private const string Folder = "ncompose/";
    private const int EndOfArchive = 1024;

    public static async Task<int> WriteAsync(StackRun run, string? path, IReadOnlyList<string> images, IReadOnlyList<(string Name, string Path)> files)
    {
        var fresh = path is null ? null : path + ".part";
        try
        {
            await using (var target = fresh is null ? run.Terminal.Output : File.Create(fresh))
            {
                await WriteFilesAsync(target, files, run.Stop);
                await using var archive = await run.Engine.Transfer.SaveAsync(images, run.Stop);
                await archive.CopyToAsync(target, run.Stop);
            }

            if (fresh is not null)
                File.Move(fresh, path!, overwrite: true);
            return ExitCodes.Success;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // The user's disk or folder, not ours.
            return run.Reporter.Fail($"the archive cannot be written: {refusal.Message}");
        }
        finally
        {
            if (fresh is not null)
                File.Delete(fresh);
        }
    }

    public static async Task<int> ReadAsync(StackRun run, string path, string folder)
    {
        try
        {
            await using var archive = File.OpenRead(path);
            if (await ReadFilesAsync(run, archive, folder) is not { } images)
                return ExitCodes.Failure;
            archive.Position = images;
            foreach (var line in await run.Engine.Transfer.LoadAsync(archive, run.Stop))
                run.Terminal.PrintLine(line);
            return ExitCodes.Success;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // Not there, not readable, or not an archive.
            return run.Reporter.Fail($"the archive cannot be read: {refusal.Message}");
        }
    }

    private static async Task WriteFilesAsync(Stream target, IReadOnlyList<(string Name, string Path)> files, CancellationToken cancellation)
    {
        if (files.Count == 0)
            return;
        var part = Path.GetTempFileName();
        try
        {
            await using var stream = new FileStream(part, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
            await using (var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
                foreach (var (name, path) in files)
                    await tar.WriteEntryAsync(path, Folder + name, cancellation);

            // Without the two empty blocks at the end: the archive goes on.
            stream.SetLength(stream.Length - EndOfArchive);
            stream.Position = 0;
            await stream.CopyToAsync(target, cancellation);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Where the image archive begins; null when a file stands in the way, which has been said. Nothing is written then.</summary>
    private static async Task<long?> ReadFilesAsync(StackRun run, FileStream archive, string folder)
    {
        var files = new List<(string Path, byte[] Content, UnixFileMode Mode)>();
        long images = 0;
        await using (var tar = new TarReader(archive, leaveOpen: true))
            while (await tar.GetNextEntryAsync(copyData: false, run.Stop) is { } entry && entry.Name.StartsWith(Folder, StringComparison.Ordinal))
            {
                var path = Path.GetFullPath(entry.Name[Folder.Length..], folder);
                if (!path.StartsWith(Path.GetFullPath(folder).TrimEnd('/') + "/", StringComparison.Ordinal))
                    throw new InvalidDataException($"it has a file outside of its folder: {entry.Name}");
                using var content = new MemoryStream();
                if (entry.DataStream is { } data)
                    await data.CopyToAsync(content, run.Stop);
                files.Add((path, content.ToArray(), entry.Mode));
                images = (archive.Position + 511) / 512 * 512;
            }

        var taken = files.Find(file => File.Exists(file.Path) && !File.ReadAllBytes(file.Path).AsSpan().SequenceEqual(file.Content));
        if (taken.Path is not null)
        {
            run.Reporter.Fail($"{taken.Path} is there already, with other content", "load in an empty folder");
            return null;
        }

        foreach (var (path, content, mode) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, content, run.Stop);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, mode);
            run.Terminal.PrintLine("File " + Path.GetRelativePath(folder, path));
        }

        return images;
    }
}
