using System.Globalization;
using System.Text;
using Compose.Host;

namespace Compose.Cli.Stack;

/// <summary>
/// One run at a time on one project of one engine. The lock is the kernel's, on an open file: it goes with the process, however that ends. Who
/// holds it stands in a file beside it, for the message of the one who waits.
/// </summary>
sealed class ProjectLock : IDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);
    private readonly FileStream _file;
    private readonly string _owner;

    private ProjectLock(FileStream file, string owner) => (_file, _owner) = (file, owner);

    /// <summary>Waits until nobody else has it. Null where no lock can be kept: no folder to write to is no reason not to work.</summary>
    public static async Task<ProjectLock?> AcquireAsync(string folder, string engine, string project, string command, Action<string> say, CancellationToken cancellation)
    {
        if (!MayUse(folder))
            return null;
        var path = Path.Combine(folder, $"{project}-{Sha256.Hex(engine)[..8]}");
        for (var said = false; ;)
        {
            try
            {
                if (TryOpen(path + ".lock") is { } file)
                    return Hold(file, path + ".owner", command);
            }
            catch (UnauthorizedAccessException)
            {
                // Somebody else's file in a shared folder.
                return null;
            }

            if (!said)
                say($"waiting for {Owner(path + ".owner")}, which is at work on project \"{project}\"");
            said = true;
            await Task.Delay(LookAgain, cancellation);
        }
    }

    public static string Folder(ProcessEnvironment environment) => environment[EnvironmentNames.RuntimeFolder] is { Length: > 0 } runtime && Directory.Exists(runtime)
        ? Path.Combine(runtime, "ncompose")
        : Path.Combine(Path.GetTempPath(), "ncompose-" + System.Environment.UserName);

    public void Dispose()
    {
        File.Delete(_owner);
        _file.Dispose();
    }

    private static bool MayUse(string folder)
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A read-only system.
            return false;
        }
    }

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, Private(FileMode.OpenOrCreate));
        }
        catch (IOException)
        {
            // Held by another process.
            return null;
        }
    }

    private static ProjectLock Hold(FileStream file, string owner, string command)
    {
        using (var note = new FileStream(owner, Private(FileMode.Create)))
            note.Write(Encoding.UTF8.GetBytes($"`ncompose {command}` (process {System.Environment.ProcessId}, since {TimeProvider.System.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture)})"));
        return new ProjectLock(file, owner);
    }

    private static string Owner(string path)
    {
        try
        {
            return File.ReadAllText(path) is { Length: > 0 } text ? text : "another run of ncompose";
        }
        catch (IOException)
        {
            // It has just ended, or has just begun.
            return "another run of ncompose";
        }
    }

    private static FileStreamOptions Private(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
