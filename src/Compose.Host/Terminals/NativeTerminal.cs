using System.Runtime.InteropServices;

namespace Compose.Host.Terminals;

/// <summary>
/// What the platform offers for descriptors and terminals, and .NET does not: raw mode, window sizes without side effects, plain reads and
/// writes.
/// </summary>
public static unsafe partial class NativeTerminal
{
    public const int Interrupted = 4;
    public const int WouldBlock = 11;
    public const int WouldBlockOnMac = 35;
    public const int BrokenPipe = 32;

    /// <summary>Larger than the settings of any platform; what is in them is only ever handed back.</summary>
    public const int SettingsSize = 256;

    /// <summary>
    /// Not after the output that is still to be shown: a terminal that is held (Ctrl-S) would hold the end of the program too.
    /// </summary>
    private const int AtOnce = 0;

    private const uint LinuxWindowSize = 0x5413;

    /// <summary>The process that started this one; another number when that one has ended.</summary>
    public static int Parent => getppid();

    public static bool IsTerminal(int descriptor) => isatty(descriptor) == 1;

    public static bool TryGetSettings(int descriptor, byte[] settings)
    {
        fixed (byte* buffer = settings)
            return tcgetattr(descriptor, buffer) == 0;
    }

    public static bool TrySetSettings(int descriptor, byte[] settings)
    {
        fixed (byte* buffer = settings)
            return tcsetattr(descriptor, AtOnce, buffer) == 0;
    }

    /// <summary>Every key goes through as it is: no echo, no line editing, no signals.</summary>
    public static void MakeRaw(byte[] settings)
    {
        fixed (byte* buffer = settings)
            cfmakeraw(buffer);
    }

    /// <summary>Keys come one by one and are not shown; signals and the layout of output stay. The numbers are Linux's.</summary>
    public static void MakeKeys(byte[] settings)
    {
        const uint byLine = 0x2;
        const uint shown = 0x8;
        const int localModes = 3 * sizeof(uint);
        const int control = 17;
        const int time = control + 5;
        const int least = control + 6;
        var modes = settings.AsSpan(localModes, sizeof(uint));
        MemoryMarshal.Write(modes, MemoryMarshal.Read<uint>(modes) & ~(byLine | shown));
        (settings[time], settings[least]) = (0, 1);
    }

    /// <summary>The terminal listens to us, and not to a shell that has us in the background.</summary>
    public static bool IsInForeground(int descriptor) => tcgetpgrp(descriptor) == getpgrp();

    /// <summary>A read in the background fails instead of stopping the process.</summary>
    public static void IgnoreBackgroundReads()
    {
        const int backgroundRead = 21;
        const nint ignore = 1;
        _ = signal(backgroundRead, ignore);
    }

    /// <summary>
    /// A shell starts in the background with Ctrl-C ignored, and .NET leaves alone what is ignored. Who sends that signal to this process
    /// nevertheless means it. Before the first handler of .NET.
    /// </summary>
    public static void HeedInterrupts()
    {
        const int interrupt = 2;
        const nint usual = 0;
        const nint ignored = 1;
        const int size = 32;
        var action = stackalloc nint[size];
        if (sigaction(interrupt, null, action) == 0 && action[0] == ignored)
            _ = signal(interrupt, usual);
    }

    /// <summary>Stops this process until it is continued.</summary>
    public static void Suspend()
    {
        const int stop = 19;
        _ = kill(getpid(), stop);
    }

    /// <summary>Rows and columns; null where the descriptor has no window.</summary>
    public static (int Rows, int Columns)? WindowOf(int descriptor)
    {
        // A variadic call is an ordinary one on Linux; elsewhere it need not be.
        if (!OperatingSystem.IsLinux())
            return null;
        var window = stackalloc ushort[4];
        return ioctl(descriptor, LinuxWindowSize, window) == 0 && window[0] > 0 && window[1] > 0 ? (window[0], window[1]) : null;
    }

    /// <summary>
    /// A standard stream that the shell has closed would leave its number to the next file or connection, which would then get our
    /// messages. Something takes its place that has nothing to read and cannot be written to.
    /// </summary>
    public static void OccupyClosedStreams()
    {
        const int getFlags = 1;
        const int readOnly = 0;
        for (var descriptor = 0; descriptor <= 2; descriptor++)
            if (fcntl(descriptor, getFlags) < 0)
                _ = open("/dev/null", readOnly);
    }

    public static nint Read(int descriptor, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
            return read(descriptor, start, (nuint)buffer.Length);
    }

    public static nint Write(int descriptor, ReadOnlySpan<byte> buffer)
    {
        fixed (byte* start = buffer)
            return write(descriptor, start, (nuint)buffer.Length);
    }

    /// <summary>Blocks until a descriptor that another process made non-blocking can be read from or written to.</summary>
    public static void WaitFor(int descriptor, bool toWrite)
    {
        const long readable = 1L << 32;
        const long writable = 4L << 32;
        var entry = (long)descriptor | (toWrite ? writable : readable);
        _ = poll(&entry, 1, -1);
    }

    [LibraryImport("libc")]
    private static partial int poll(long* entries, nuint count, int timeout);

    [LibraryImport("libc")]
    private static partial int fcntl(int descriptor, int command);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int how);

    [LibraryImport("libc")]
    private static partial int isatty(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int tcgetattr(int descriptor, byte* settings);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int tcsetattr(int descriptor, int when, byte* settings);

    [LibraryImport("libc")]
    private static partial void cfmakeraw(byte* settings);

    [LibraryImport("libc")]
    private static partial int tcgetpgrp(int descriptor);

    [LibraryImport("libc")]
    private static partial int getpgrp();

    [LibraryImport("libc")]
    private static partial int getpid();

    [LibraryImport("libc")]
    private static partial int getppid();

    [LibraryImport("libc")]
    private static partial int kill(int process, int signal);

    [LibraryImport("libc")]
    private static partial nint signal(int number, nint action);

    [LibraryImport("libc")]
    private static partial int sigaction(int number, void* wanted, void* actual);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int ioctl(int descriptor, nuint request, void* argument);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint read(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint write(int descriptor, byte* buffer, nuint count);
}
