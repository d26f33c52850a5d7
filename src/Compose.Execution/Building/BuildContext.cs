using System.Formats.Tar;
using System.Text;
using Compose.Files.Ignoring;
using Compose.Files.Model;
using Compose.Files.Text;

namespace Compose.Execution.Building;

/// <summary>
/// A folder as the tar stream that the engine builds from: without what .dockerignore (or the Dockerfile's own ignore file) names, owned by
/// root, in a fixed order. A Dockerfile that does not stand in the folder as it is goes along under a name that the builder takes out
/// again.
/// </summary>
internal sealed class BuildContext
{
    private const string IgnoreFile = ".dockerignore";

    // Always the same: it gets into .dockerignore, and with another one each time nothing that copies that would come from the cache.
    private const string AddedName = ".ncompose.dockerfile";
    private readonly string _root;
    private readonly IgnoreRules _ignored;
    private readonly string _dockerfile;
    private readonly string? _ignoreText;

    private BuildContext(string root, IgnoreRules ignored, string name, string dockerfile, bool isAdded)
    {
        (_root, _ignored, DockerfileName, _dockerfile) = (root, ignored, name, dockerfile);
        if (!isAdded)
            return;

        // The builder removes from the context what its .dockerignore names: so neither file gets into an image.
        var own = Path.Combine(root, IgnoreFile);
        var text = File.Exists(own) ? ContextFile.ReadText(own).TrimEnd('\n') + "\n" : IgnoreFile + "\n";
        _ignoreText = text + name + "\n";
    }

    /// <summary>The path of the Dockerfile within the stream.</summary>
    public string DockerfileName { get; }

    /// <summary><paramref name="images"/>: names in the Dockerfile that stand for images.</summary>
    public static BuildContext Open(Build build, IReadOnlyDictionary<string, string> images)
    {
        if (!Directory.Exists(build.Context))
            throw new DirectoryNotFoundException($"path \"{build.Context}\" not found");
        var root = BuildContextKind.RealFolder(Path.GetFullPath(build.Context));
        if (build.DockerfileInline is { Length: > 0 } inline)
            return Added(root, null, DockerfileText.WithImages(inline, images));
        var path = BuildContextKind.DockerfilePath(root, build.Dockerfile is { Length: > 0 } named ? named : "Dockerfile");
        if (!File.Exists(path))
            throw new FileNotFoundException($"failed to read dockerfile: open {Path.GetFileName(path)}: no such file or directory");
        var text = ContextFile.ReadText(path);
        var relative = Path.GetRelativePath(root, path);
        var isOutside = relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative);
        var ownIgnore = File.Exists(path + IgnoreFile) ? path + IgnoreFile : null;
        var rewritten = DockerfileText.WithImages(text, images);
        if (isOutside || rewritten != text || ownIgnore is not null)
            return Added(root, ownIgnore, rewritten);
        var ignored = IgnoreRules.Read(Path.Combine(root, IgnoreFile));
        return new BuildContext(root, ignored.Keeping(IgnoreFile, relative), relative.Replace('\\', '/'), text, isAdded: false);
    }

    /// <summary>The lines of an instruction of the Dockerfile, with their place.</summary>
    public IEnumerable<string> Excerpt(int instruction, string name) => DockerfileText.Excerpt(_dockerfile, instruction, name);

    public async Task WriteAsync(Stream target, CancellationToken cancellationToken)
    {
        await using var tar = new TarWriter(target, TarEntryFormat.Pax, leaveOpen: true);
        if (_ignoreText is not null)
        {
            await AddTextAsync(tar, IgnoreFile, _ignoreText, cancellationToken);
            await AddTextAsync(tar, DockerfileName, _dockerfile, cancellationToken);
        }

        await AddFolderAsync(tar, _root, "", cancellationToken);
    }

    private static BuildContext Added(string root, string? ownIgnore, string dockerfile)
    {
        var ignored = IgnoreRules.Read(ownIgnore ?? Path.Combine(root, IgnoreFile));
        return new BuildContext(root, ignored, AddedName, dockerfile, isAdded: true);
    }

    private async Task AddFolderAsync(TarWriter tar, string folder, string prefix, CancellationToken cancellationToken)
    {
        var entries = new DirectoryInfo(folder).EnumerateFileSystemInfos("*", Everything)
            .OrderBy(entry => entry.Name, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var name = prefix + entry.Name;
            if (_ignoreText is not null && name == IgnoreFile)
                continue;
            var isFolder = entry is DirectoryInfo && entry.LinkTarget is null;
            var isIgnored = _ignored.Matches(name);
            if (!isIgnored)
                await AddAsync(tar, entry, isFolder ? name + "/" : name, cancellationToken);
            if (isFolder && (!isIgnored || _ignored.MayKeepBelow(name)))
                await AddFolderAsync(tar, entry.FullName, name + "/", cancellationToken);
        }
    }

    private static async Task AddAsync(TarWriter tar, FileSystemInfo found, string name, CancellationToken cancellationToken)
    {
        if (KindOf(found) is not { } kind)
            return;
        var entry = new PaxTarEntry(kind, name)
        {
            Mode = kind == TarEntryType.SymbolicLink ? (UnixFileMode)0b111_111_111 : ModeOf(found, kind),
            ModificationTime = new DateTimeOffset(found.LastWriteTimeUtc, TimeSpan.Zero),
        };
        if (kind == TarEntryType.SymbolicLink)
            entry.LinkName = found.LinkTarget!;
        if (kind == TarEntryType.RegularFile)
        {
            await using var content = new FileStream(
                found.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024, useAsync: true);
            entry.DataStream = content;
            await tar.WriteEntryAsync(entry, cancellationToken);
            return;
        }

        await tar.WriteEntryAsync(entry, cancellationToken);
    }

    /// <summary>
    /// What has no length may be a pipe or a socket, which must not be opened: reading would never end. The tar writer can tell, and
    /// refuses those that no archive holds; null for them and for devices.
    /// </summary>
    private static TarEntryType? KindOf(FileSystemInfo found)
    {
        if (found.LinkTarget is not null)
            return TarEntryType.SymbolicLink;
        if (found is not FileInfo { Length: var length })
            return TarEntryType.Directory;
        if (length > 0 || OperatingSystem.IsWindows())
            return TarEntryType.RegularFile;
        using var probe = new MemoryStream();
        try
        {
            using (var writer = new TarWriter(probe, leaveOpen: true))
                writer.WriteEntry(found.FullName, found.Name);
        }
        catch (IOException) when (found.Exists)
        {
            // A socket.
            return null;
        }

        probe.Position = 0;
        using var reader = new TarReader(probe);
        return reader.GetNextEntry()?.EntryType is (TarEntryType.Fifo or TarEntryType.RegularFile) and var kind ? kind : null;
    }

    /// <summary>On Windows files have no such bits; there everything is executable, as docker has it.</summary>
    private static UnixFileMode ModeOf(FileSystemInfo found, TarEntryType kind) =>
        !OperatingSystem.IsWindows() ? found.UnixFileMode : (UnixFileMode)(kind == TarEntryType.Directory ? 0b111_101_101 : 0b111_101_101);

    private static Task AddTextAsync(TarWriter tar, string name, string text, CancellationToken cancellationToken) => tar.WriteEntryAsync(
        new PaxTarEntry(
            TarEntryType.RegularFile, name)
        {
            Mode = (UnixFileMode)0b110_100_100,
            ModificationTime = DateTimeOffset.UnixEpoch,
            DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text))
        },
        cancellationToken);

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };
}
