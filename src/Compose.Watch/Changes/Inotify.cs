using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Compose.Watch.Changes;

/// <summary>One instance of inotify. Reading is for one thread; another thread may only wake it.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe partial class Inotify : IDisposable
{
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;
    private const int HeaderSize = 16;
    private const int BufferSize = 64 * 1024;
    private const short Readable = 1;
    private const int Interrupted = 4;
    private const int NoSpace = 28;
    private const int NoMemory = 12;

    private readonly SafeFileHandle _events;
    private readonly SafeFileHandle _wake;
    private readonly byte[] _buffer = new byte[BufferSize];

    private Inotify(SafeFileHandle events, SafeFileHandle wake) => (_events, _wake) = (events, wake);

    /// <summary>Null when the limit of instances is reached.</summary>
    public static Inotify? Open()
    {
        var events = inotify_init1(CloseOnExec | NonBlocking);
        if (events < 0)
            return null;
        var wake = eventfd(0, CloseOnExec | NonBlocking);
        return new Inotify(new SafeFileHandle(events, ownsHandle: true), new SafeFileHandle(wake, ownsHandle: wake >= 0));
    }

    /// <summary>The number of the watch: the same one when the folder is watched already. Negative when it cannot be watched.</summary>
    public int Add(string folder, InotifyEvents events, out bool isLimit)
    {
        var watch = inotify_add_watch(Descriptor(_events), folder, (uint)events);
        isLimit = watch < 0 && Marshal.GetLastPInvokeError() is NoSpace or NoMemory;
        return watch;
    }

    public void Remove(int watch) => inotify_rm_watch(Descriptor(_events), watch);

    /// <summary>Waits for events; null when it was woken in place of that.</summary>
    public IReadOnlyList<InotifyEvent>? Wait()
    {
        var polled = stackalloc Polled[2];
        polled[0] = new Polled { Descriptor = Descriptor(_events), Wanted = Readable };
        polled[1] = new Polled { Descriptor = Descriptor(_wake), Wanted = Readable };
        while (poll(polled, 2, -1) < 0)
            if (Marshal.GetLastPInvokeError() != Interrupted)
                throw new IOException($"inotify: {Marshal.GetLastPInvokeErrorMessage()}");
        return polled[1].Found != 0 ? null : Read();
    }

    public void Wake()
    {
        ulong one = 1;
        write(Descriptor(_wake), &one, sizeof(ulong));
    }

    public void Dispose()
    {
        _events.Dispose();
        _wake.Dispose();
    }

    private List<InotifyEvent> Read()
    {
        var found = new List<InotifyEvent>();
        nint length;
        fixed (byte* buffer = _buffer)
            length = read(Descriptor(_events), buffer, BufferSize);
        for (var at = 0; at < length;)
        {
            var header = _buffer.AsSpan(at, HeaderSize);
            var size = BinaryPrimitives.ReadInt32LittleEndian(header[12..]);
            var name = _buffer.AsSpan(at + HeaderSize, size);
            found.Add(new InotifyEvent(
                BinaryPrimitives.ReadInt32LittleEndian(header),
                (InotifyEvents)BinaryPrimitives.ReadUInt32LittleEndian(header[4..]),
                Encoding.UTF8.GetString(name[..Math.Max(name.IndexOf((byte)0), 0)])));
            at += HeaderSize + size;
        }

        return found;
    }

    private static int Descriptor(SafeFileHandle handle) => (int)handle.DangerousGetHandle();

    /// <summary>Linux's struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Polled
    {
        public int Descriptor;
        public short Wanted;
        public short Found;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int inotify_init1(int flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int inotify_add_watch(int instance, string path, uint events);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int inotify_rm_watch(int instance, int watch);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int eventfd(uint value, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int poll(Polled* descriptors, nuint count, int timeout);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint read(int descriptor, byte* buffer, nuint size);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint write(int descriptor, ulong* value, nuint size);
}
