using System.Globalization;
using System.Text;
using Compose.Host;

namespace Compose.Cli.Hosting;

/// <summary>
/// One `watch` at a time for a project: the file with the process id that Docker Compose writes and reads, so that the two exclude each
/// other.
/// </summary>
internal sealed class WatchLock : IDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    /// <summary>Held while the file of a project is looked at and written, so that of two that start at once one finds the other.</summary>
    private const string Gate = "ncompose-watch.lock";

    private readonly string _path;

    private WatchLock(string path) => _path = path;

    /// <summary>The lock, or the process that has it. A machine without a place for the file has no lock.</summary>
    public static async Task<(WatchLock? Lock, int Holder)> TakeAsync(
        ProcessEnvironment environment, string project, CancellationToken cancellationToken)
    {
        if (Folder(environment) is not { } folder)
            return default;
        var path = Path.Combine(folder, project + ".pid");
        try
        {
            Directory.CreateDirectory(folder);
            FileStream? gate;
            while ((gate = FileLock.TryTake(Path.Combine(folder, Gate))) is null)
                await Task.Delay(LookAgain, cancellationToken);
            using (gate)
                return Take(path);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be written is no reason to refuse to watch.
            return default;
        }
    }

    public void Dispose() => File.Delete(_path);

    private static (WatchLock? Lock, int Holder) Take(string path)
    {
        if (Holder(path) is { } running)
            return (null, running);
        File.Delete(path);
        using var file = new FileStream(path, FileLock.OwnFile(FileMode.CreateNew));
        file.Write(Encoding.ASCII.GetBytes(System.Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        return (new WatchLock(path), 0);
    }

    private static string? Folder(ProcessEnvironment environment)
    {
        if (environment[EnvironmentNames.RuntimeFolder] is { Length: > 0 } runtime)
            return runtime;
        return environment[EnvironmentNames.Home] is { Length: > 0 } home ? Path.Combine(home, ".docker", "docker-compose") : null;
    }

    /// <summary>Docker Compose, this program, or its assembly that the framework's own program runs: no editor of a compose file.</summary>
    private static bool IsCompose(string[] arguments) =>
        Path.GetFileName(arguments[0]).Contains("compose", StringComparison.Ordinal)
        || (arguments.Length > 1 && arguments[1].EndsWith("compose.dll", StringComparison.OrdinalIgnoreCase));

    /// <summary>The process of the file if it runs. After a crash its number may belong to another program.</summary>
    private static int? Holder(string path)
    {
        if (!File.Exists(path) || !int.TryParse(File.ReadAllText(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || id == System.Environment.ProcessId)
            return null;
        var arguments = string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/cmdline");
        if (OperatingSystem.IsLinux())
            return File.Exists(arguments) && IsCompose(File.ReadAllText(arguments).Split('\0')) ? id : null;
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(id);
            return id;
        }
        catch (ArgumentException)
        {
            // The framework has no other way to ask whether a process runs.
            return null;
        }
    }
}
