using System.Runtime.InteropServices;

namespace Compose.Cli.Loop;

/// <summary>What the platform offers to wait for descriptors.</summary>
internal static unsafe partial class Descriptors
{
    private const int CloseOnExec = 0x80000;

    [StructLayout(LayoutKind.Sequential)]
    public struct Entry
    {
        private const short Readable = 1;
        private const short Writable = 4;

        public int Descriptor;
        public short Events;
        public short Happened;

        public static Entry Of(int descriptor, bool toWrite) => new() { Descriptor = descriptor, Events = toWrite ? Writable : Readable };
    }

    /// <summary>Waits until something has happened to one of them: as long as it takes, or not at all.</summary>
    public static bool Wait(Span<Entry> entries, bool forever)
    {
        fixed (Entry* first = entries)
            return poll(first, (nuint)entries.Length, forever ? -1 : 0) > 0;
    }

    public static bool IsReady(int descriptor, bool toWrite) => Wait([Entry.Of(descriptor, toWrite)], forever: false);

    /// <summary>Blocks until a descriptor that somebody made non-blocking can go on.</summary>
    public static void WaitFor(int descriptor, bool toWrite) => Wait([Entry.Of(descriptor, toWrite)], forever: true);

    /// <summary>What has a place to read and write at takes everything at once, unlike a pipe or a terminal.</summary>
    public static bool IsFile(int descriptor)
    {
        const int fromHere = 1;
        return lseek(descriptor, 0, fromHere) >= 0;
    }

    /// <summary>Both ends of a new pipe; programs that we start do not inherit them.</summary>
    public static (int Read, int Write) Pipe()
    {
        var ends = stackalloc int[2];
        if (pipe2(ends, CloseOnExec) != 0)
            throw new IOException(Marshal.GetLastPInvokeErrorMessage());
        return (ends[0], ends[1]);
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int poll(Entry* entries, nuint count, int timeout);

    [LibraryImport("libc")]
    private static partial long lseek(int descriptor, long offset, int from);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int pipe2(int* ends, int flags);
}
