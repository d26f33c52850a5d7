using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Compose.Benchmarks;

/// <summary>
/// Starts a program with posix_spawn and waits for it, with nothing between the two clock readings that System.Diagnostics.Process would
/// add (pipes, threads): at a handful of milliseconds for a whole run that would be measured too.
/// </summary>
internal static partial class MeasuredProcess
{
    private const int StandardInput = 0;
    private const int StandardOutput = 1;
    private const int StandardError = 2;
    private const int ReadOnly = 0;
    private const int WriteOnly = 1;
    private const int CreateAndTruncate = 0x240;
    private const int OwnerOnly = 0x180;
    private const int NoHang = 1;

    /// <summary>More than posix_spawn_file_actions_t takes in any C library of Linux.</summary>
    private const int FileActionsSize = 512;

    /// <summary>
    /// The wall time from start to end. Output goes to /dev/null; a failure of the program is an exception with what it said.
    /// </summary>
    public static TimeSpan Time(Command command)
    {
        var clock = Stopwatch.StartNew();
        var process = Start(command);
        Check(WaitForEnd(process, out var status, 0) - process, "waitpid");
        var elapsed = clock.Elapsed;
        Demand(status, command);
        return elapsed;
    }

    /// <summary>
    /// The largest resident set in kB: the kernel's own high-water mark, read until the process ends. (The figure of wait4 is no use: a
    /// child starts with its parent's mark.)
    /// </summary>
    public static long PeakMemory(Command command)
    {
        var process = Start(command);
        var peak = 0L;
        int ended;
        int status;
        while ((ended = WaitForEnd(process, out status, NoHang)) == 0)
            peak = Math.Max(peak, HighWaterMark(process, command.Program));
        Check(ended - process, "waitpid");
        Demand(status, command);
        return peak;
    }

    private static long HighWaterMark(int process, string program)
    {
        try
        {
            // Until exec the process is still a copy of this one.
            if (File.ResolveLinkTarget($"/proc/{process}/exe", returnFinalTarget: false)?.FullName != program)
                return 0;
            foreach (var line in File.ReadLines($"/proc/{process}/status"))
                if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
                    return long.Parse(line.AsSpan(6).TrimEnd("kB ").Trim(), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It ended between the two system calls.
        }

        return 0;
    }

    private static unsafe int Start(Command command)
    {
        var actions = stackalloc byte[FileActionsSize];
        Check(InitFileActions(actions), "posix_spawn_file_actions_init");
        Check(AddOpen(actions, StandardInput, "/dev/null", ReadOnly, 0), "posix_spawn_file_actions_addopen");
        Check(AddOpen(actions, StandardOutput, "/dev/null", WriteOnly, 0), "posix_spawn_file_actions_addopen");
        Check(AddOpen(actions, StandardError, ErrorFile(command), WriteOnly | CreateAndTruncate, OwnerOnly),
            "posix_spawn_file_actions_addopen");
        Check(AddChangeDirectory(actions, command.Directory), "posix_spawn_file_actions_addchdir_np");
        string?[] arguments = [command.Program, .. command.Arguments, null];
        string?[] environment = [.. command.Environment.Select(variable => $"{variable.Key}={variable.Value}"), null];
        Check(Spawn(out var process, command.Program, actions, 0, arguments, environment), $"posix_spawn {command.Program}");
        Check(DestroyFileActions(actions), "posix_spawn_file_actions_destroy");
        return process;
    }

    private static void Check(int result, string call)
    {
        if (result != 0)
            throw new InvalidOperationException($"{call}: error {result}");
    }

    private static void Demand(int status, Command command)
    {
        if (status != 0)
            throw new InvalidOperationException(
                $"{command.Program} {string.Join(' ', command.Arguments)} failed (status {status}) in {command.Directory}:\n{File.ReadAllText(ErrorFile(command))}");
    }

    /// <summary>Beside the project's folder: nothing of it is measured as input.</summary>
    private static string ErrorFile(Command command) => command.Directory + ".stderr";

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Spawn(
    out int process, string path, byte* actions, nint attributes, string?[] arguments, string?[] environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static unsafe partial int InitFileActions(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static unsafe partial int DestroyFileActions(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int AddOpen(byte* actions, int descriptor, string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addchdir_np", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int AddChangeDirectory(byte* actions, string path);

    [LibraryImport("libc", EntryPoint = "waitpid")]
    private static partial int WaitForEnd(int process, out int status, int options);
}
