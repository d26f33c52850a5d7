using Compose.Engine.Artifacts;
using Compose.Host;

namespace Compose.Execution.Remotes;

/// <summary>
/// The folders of remote files, where Docker Compose has them too: one for each digest or commit. A folder is written aside and moved into
/// its place when it is complete. It holds a mark then; one without the mark is of another program, maybe half written, and is replaced.
/// </summary>
public sealed class RemoteCache
{
    private const string Aside = ".ncompose-fetch-";
    private const string LockFile = ".ncompose-lock";
    private const UnixFileMode OwnFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    private RemoteCache(string folder) => Folder = folder;

    public string Folder { get; }

    public static RemoteCache Of(ProcessEnvironment environment)
    {
        var above = environment[EnvironmentNames.CacheFolder] is { Length: > 0 } own ? own
            : environment[EnvironmentNames.Home] is { Length: > 0 } home ? Path.Combine(home, ".cache")
            : throw new RemoteFailure("there is no folder for remote files: neither XDG_CACHE_HOME nor HOME is set");
        if (!Path.IsPathFullyQualified(above))
            throw new RemoteFailure($"XDG_CACHE_HOME is not absolute: {above}");
        return new RemoteCache(Path.Combine(above, "docker-compose"));
    }

    /// <summary>The folder of a digest or commit.</summary>
    public string PathOf(string id) => Path.Combine(Folder, id[(id.IndexOf(':', StringComparison.Ordinal) + 1)..]);

    /// <summary>Whether all of it is there.</summary>
    public bool Has(string id, string mark) => Directory.Exists(PathOf(id)) && File.Exists(Path.Combine(PathOf(id), mark));

    /// <summary>A new empty folder, for what is not complete yet.</summary>
    public string Stage()
    {
        if (PrivateFolder.Claim(Folder) is { } fault)
            throw new RemoteFailure($"{Folder} cannot be used: {fault}");
        foreach (var old in Directory.EnumerateDirectories(Folder, Aside + "*"))
            if (TimeProvider.System.GetUtcNow() - Directory.GetLastWriteTimeUtc(old) > Abandoned)
                Remove(old);
        var stage = Path.Combine(Folder, Aside + Guid.NewGuid().ToString("N"));
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(stage);
        else
            Directory.CreateDirectory(stage, OwnFolder);
        return stage;
    }

    /// <summary>Moves a complete folder into its place, unless another run was first.</summary>
    public async Task PlaceAsync(string stage, string id, string mark, CancellationToken cancellationToken)
    {
        await WriteAsync(Path.Combine(stage, mark), ReadOnlyMemory<byte>.Empty, cancellationToken);
        using var held = await LockAsync(cancellationToken);
        if (Has(id, mark))
            return;
        var place = PathOf(id);
        if (Directory.Exists(place))
            Directory.Move(place, Path.Combine(Folder, Aside + Guid.NewGuid().ToString("N")));
        Directory.Move(stage, place);
    }

    /// <summary>Keeps which digest or commit a reference stood for.</summary>
    public void Remember(string reference, string id)
    {
        try
        {
            var file = LastFile(reference);
            if (!File.Exists(file) || File.ReadAllText(file) != id)
                File.WriteAllText(file, id);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // A full or read-only disk: only a run without the registry or repository needs this.
        }
    }

    /// <summary>The digest or commit that was read last for a reference, if all of it is there.</summary>
    public string? LastRead(string reference, string mark)
    {
        var file = LastFile(reference);
        return File.Exists(file) && File.ReadAllText(file) is var id && (ArtifactName.IsDigest(id) || GitFetch.IsCommit(id))
            && Has(id, mark) ? id : null;
    }

    private string LastFile(string reference) => Path.Combine(Folder, ContentDigest.Hex(reference) + ".last");

    /// <summary>Writes a file that only the user may read, through to the disk.</summary>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileLock.OwnFile(FileMode.CreateNew));
        await file.WriteAsync(content, cancellationToken);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Removes a folder with all that is in it. What the machine refuses stays, and is removed another time.</summary>
    public static void Remove(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // Another run removes the same folder, or it holds files that may not be removed.
        }
    }

    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (FileLock.TryTake(Path.Combine(Folder, LockFile)) is { } held)
                return held;
            await Task.Delay(LookAgain, TimeProvider.System, cancellationToken);
        }
    }
}
