using System.Runtime.InteropServices;
using System.Text;
using Compose.Execution.Locks;
using Compose.Host;
using Compose.Host.Processes;

namespace NCompose;

/// <summary>
/// The process that removes the stacks of this process when it is killed. It learns of the end by the end of a pipe, which the kernel
/// closes however a process ends. There is one for all stacks of a process.
/// </summary>
internal static class StackWatcher
{
    /// <summary>The words of the pipe: a line for each stack that begins or has been removed.</summary>
    public const string Begun = "begun", Removed = "removed", Command = "watch-stacks";

    private const string Configuration =
        """{"runtimeOptions": {"framework": {"name": "Microsoft.NETCore.App", "version": "VERSION"}}}""";

    private static readonly Lock Gate = new();
    private static ChildProcess? _watcher;

    /// <summary>From now on the stack is removed when this process ends without having removed it.</summary>
    public static void Watch(string project, ProjectFiles files)
    {
        lock (Gate)
        {
            if (TryWrite(Begun, project, files.Options.Engine))
                return;
            _watcher?.Dispose();
            _watcher = TryStart(files);
            if (_watcher is null || !TryWrite(Begun, project, files.Options.Engine))
                LibraryLog.Warning(
                    files.Options.Logger, $"the stack {project} is not removed when this process is killed: its watcher cannot be started");
        }
    }

    public static void Forget(string project)
    {
        lock (Gate)
            TryWrite(Removed, project, null);
    }

    private static bool TryWrite(string word, string project, string? engine)
    {
        try
        {
            _watcher?.Input.Write(Encoding.UTF8.GetBytes($"{word} {project} {engine}\n"));
            _watcher?.Input.Flush();
            return _watcher is not null;
        }
        catch (IOException)
        {
            // The watcher was killed.
            return false;
        }
    }

    /// <summary>
    /// Null when this program has no assembly of the library on disk (a single file), or when there is no runtime beside it.
    /// </summary>
    private static ChildProcess? TryStart(ProjectFiles files)
    {
        var library = Path.Combine(AppContext.BaseDirectory, "NCompose.dll");
        var host = Path.GetFullPath(Path.Combine(
            RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        if (!File.Exists(library) || !File.Exists(host) || RuntimeConfiguration(files.Variables) is not { } configuration)
            return null;
        try
        {
            return ChildProcess.Start(new ChildStart(host, ["exec", "--runtimeconfig", configuration, library, Command])
            {
                WorkingDirectory = Path.GetTempPath(),
                RedirectInput = true,
                RedirectOutput = true,
                RedirectError = true,
            });
        }
        catch (IOException)
        {
            // The caller is told that there is no watcher.
            return null;
        }
    }

    /// <summary>The same runtime as that of this process.</summary>
    private static string? RuntimeConfiguration(ProcessEnvironment environment)
    {
        if (ProjectLock.Folders(environment).FirstOrDefault(folder => PrivateFolder.Claim(folder) is null) is not { } folder)
            return null;
        var version = Environment.Version.ToString();
        var path = Path.Combine(folder, $"watcher-{version}.runtimeconfig.json");
        try
        {
            var fresh = $"{path}.{Environment.ProcessId}";
            File.WriteAllText(fresh, Configuration.Replace("VERSION", version, StringComparison.Ordinal));
            File.Move(fresh, path, overwrite: true);
            return path;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // A full disk must not keep the stack from starting.
            return null;
        }
    }
}
