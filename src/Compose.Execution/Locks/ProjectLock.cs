using System.Globalization;
using System.Text;
using Compose.Host;

namespace Compose.Execution.Locks;

/// <summary>
/// One run at a time on one project of one engine. The lock is the kernel's, on an open file: it goes with the process, however that ends.
/// Who holds it stands in a file beside it, for the message of the one who waits.
/// </summary>
public sealed class ProjectLock : IDisposable
{
    private const string Ending = ".lock";
    private const int LongestName = 64;
    private const int LongestOwner = 200;
    private const string UnknownOwner = "another run of ncompose";
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);
    private readonly FileStream _file;
    private readonly string _owner;

    private readonly string _token;

    private ProjectLock(FileStream file, string owner) => (_file, _owner, _token) = (file, owner, owner + "-token");

    /// <summary>
    /// Waits until no other run has the lock. Null when this machine has no place for one: the run goes on without, after a warning.
    /// </summary>
    public static async Task<ProjectLock?> AcquireAsync(
        ProjectLockRequest request, Action<string> say, Action<string> warn, CancellationToken cancellationToken)
    {
        if (FolderOf(request, warn) is not { } folder)
            return null;
        var path = PathOf(folder, request.Engine, request.Project) + request.Suffix;
        for (var said = false; ;)
        {
            try
            {
                if (FileLock.TryTake(path + Ending) is { } file)
                    return Hold(file, path + ".owner", request.Command);
            }
            catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
            {
                // Not held: this machine cannot keep a lock there, and waiting would not end.
                warn($"there is no lock against other runs on project \"{request.Project}\": {refusal.Message}");
                return null;
            }

            if (!said)
                say($"waiting for {Owner(path + ".owner")}, which is at work on project \"{request.Project}\"");
            said = true;
            await Task.Delay(LookAgain, cancellationToken);
        }
    }

    /// <summary>
    /// Where locks may be, the best place first. Other users can write to the folder of temporary files, so there is a second place.
    /// </summary>
    public static IReadOnlyList<string> Folders(ProcessEnvironment environment)
    {
        if (environment[EnvironmentNames.RuntimeFolder] is { Length: > 0 } runtime && PrivateFolder.IsOwn(runtime))
            return [Path.Combine(runtime, "ncompose")];
        var temporary = environment[EnvironmentNames.TemporaryFolder] is { Length: > 0 } own && !OperatingSystem.IsWindows() ? own
            : Path.GetTempPath();
        var first = Path.Combine(temporary, "ncompose-" + System.Environment.UserName);
        return environment[EnvironmentNames.Home] is { Length: > 0 } home && PrivateFolder.IsOwn(home)
            ? [first, Path.Combine(home, ".cache", "ncompose-locks")] : [first];
    }

    /// <summary>
    /// Deletes the file unless a run holds it. For a project that had its name for one run: of others the file stays, because a run that
    /// has just opened it would hold a lock that the next run does not see.
    /// </summary>
    public static void Delete(string folder, string engine, string project)
    {
        var path = PathOf(folder, engine, project) + Ending;
        using var held = FileLock.TryTake(path);
        if (held is not null)
            File.Delete(path);
    }

    /// <summary>
    /// Keeps a token of this run, and returns the one of a run that had this lock before and was killed: it holds nothing else any more
    /// either.
    /// </summary>
    public string? Exchange(string token)
    {
        try
        {
            var before = FileFacts.Of(_token) is { Kind: FileKind.File } ? File.ReadAllText(_token) : null;
            File.Delete(_token);
            using var note = new FileStream(_token, FileLock.OwnFile(FileMode.CreateNew));
            note.Write(Encoding.UTF8.GetBytes(token));
            return before;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // A full disk: what a killed run holds is then found by its age.
            return null;
        }
    }

    public void Dispose()
    {
        try
        {
            File.Delete(_token);
            File.Delete(_owner);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // The text is only for the message of those who wait; the lock itself is released below.
        }

        _file.Dispose();
    }

    private static string PathOf(string folder, string engine, string project)
    {
        var name = project.Length > LongestName ? ContentDigest.Hex(project)[..32] : project;
        return Path.Combine(folder, $"{name}-{ContentDigest.Hex(engine)[..8]}");
    }

    private static string? FolderOf(ProjectLockRequest request, Action<string> warn)
    {
        var faults = new List<string>();
        foreach (var folder in request.Folders)
        {
            if (PrivateFolder.Claim(folder) is { } fault)
            {
                faults.Add($"{folder}: {fault}");
                continue;
            }

            if (faults.Count > 0)
                warn($"locks are kept in {folder}, not in {string.Join("; ", faults)}");
            return folder;
        }

        warn($"there is no lock against other runs on project \"{request.Project}\": no folder for it ({string.Join("; ", faults)})");
        return null;
    }

    private static ProjectLock Hold(FileStream file, string owner, string command)
    {
        try
        {
            // A new file each time: what is there under that name may be a link.
            File.Delete(owner);
            using var note = new FileStream(owner, FileLock.OwnFile(FileMode.CreateNew));
            note.Write(
                Encoding.UTF8.GetBytes(
                    $"`ncompose {command}` (process {System.Environment.ProcessId}, since {TimeProvider.System.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture)})"));
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // A full disk: the lock is held, and the others do not learn by whom.
        }

        return new ProjectLock(file, owner);
    }

    private static string Owner(string path)
    {
        try
        {
            // A pipe would be waited for.
            if (FileFacts.Of(path) is { Kind: not FileKind.File })
                return UnknownOwner;
            using var note = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var text = new byte[LongestOwner];
            var length = note.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
            var readable = new string([.. Encoding.UTF8.GetString(text, 0, length).Where(letter => !char.IsControl(letter))]).Trim();
            return readable.Length > 0 ? readable : UnknownOwner;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // It has just ended, or has just begun.
            return UnknownOwner;
        }
    }
}
