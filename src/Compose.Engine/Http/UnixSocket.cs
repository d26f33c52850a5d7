using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Compose.Engine.Http;

/// <summary>
/// A Unix socket that never blocks, as Linux has it. The framework's starts a thread of its own with the first one, whether it is to wait or not.
/// Every number here is Linux's.
/// </summary>
internal sealed unsafe partial class UnixSocket : IDisposable
{
    private const int UnixFamily = 1;
    private const int StreamKind = 1;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const int Peek = 2;
    private const int NoSignal = 0x4000;
    private const int SendingSide = 1;
    private const int PathOffset = 2;
    private const int LongestPath = 107;
    private const int Interrupted = 4;
    private const int NoPermission = 13;
    private const int Refused = 111;

    /// <summary>Not now: nothing to receive, no room to send, a full queue of the listener.</summary>
    private const int TryAgain = 11;

    private int descriptor;

    private UnixSocket(int descriptor) => this.descriptor = descriptor;

    internal int Descriptor => descriptor >= 0 ? descriptor : throw new ObjectDisposedException(nameof(UnixSocket));

    internal bool IsClosed => descriptor < 0;

    /// <summary>Both ends are on this machine, so it succeeds or fails at once.</summary>
    internal static UnixSocket Connect(string path)
    {
        var name = Encoding.UTF8.GetBytes(path);
        if (name.Length > LongestPath)
        {
            throw new SocketException((int)SocketError.AddressNotAvailable, $"the path is longer than the {LongestPath} bytes that a socket's can have");
        }

        var connected = new UnixSocket(socket(UnixFamily, StreamKind | NonBlocking | CloseOnExec, 0));
        var address = stackalloc byte[PathOffset + LongestPath + 1];
        new Span<byte>(address, PathOffset + LongestPath + 1).Clear();
        *(ushort*)address = UnixFamily;
        name.CopyTo(new Span<byte>(address + PathOffset, LongestPath));
        if (!connected.IsClosed && connect(connected.descriptor, address, (uint)(PathOffset + name.Length + 1)) == 0)
        {
            return connected;
        }

        var error = Marshal.GetLastPInvokeError();
        connected.Dispose();
        throw new SocketException((int)Kind(error), Marshal.GetPInvokeErrorMessage(error));
    }

    /// <summary>False when nothing is there yet; zero bytes are the end.</summary>
    internal bool TryReceive(Span<byte> buffer, out int count)
    {
        fixed (byte* start = buffer)
        {
            count = (int)Repeat(start, buffer.Length, &recv, 0);
        }

        return count >= 0;
    }

    /// <summary>How much there was room for: all, some, or nothing.</summary>
    internal int Send(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            return Math.Max(0, (int)Repeat(start, bytes.Length, &send, NoSignal));
        }
    }

    /// <summary>Something can be received: bytes, the end, or an error.</summary>
    internal bool IsReadable
    {
        get
        {
            byte first;
            return IsClosed || recv(descriptor, &first, 1, Peek) >= 0 || Marshal.GetLastPInvokeError() is not (TryAgain or Interrupted);
        }
    }

    /// <summary>For less than the millisecond that is the least the framework's takes.</summary>
    internal static void Sleep(TimeSpan time) => _ = usleep((uint)time.TotalMicroseconds);

    internal void CloseSending()
    {
        if (shutdown(Descriptor, SendingSide) != 0)
        {
            throw Failure(Marshal.GetLastPInvokeError());
        }
    }

    public void Dispose()
    {
        var open = Interlocked.Exchange(ref descriptor, -1);
        if (open >= 0)
        {
            _ = close(open);
        }
    }

    private nint Repeat(byte* bytes, int count, delegate*<int, byte*, nuint, int, nint> call, int flags)
    {
        while (true)
        {
            var done = call(Descriptor, bytes, (nuint)count, flags);
            if (done >= 0)
            {
                return done;
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case Interrupted:
                    continue;
                case TryAgain:
                    return -1;
                case var error:
                    throw Failure(error);
            }
        }
    }

    private static SocketError Kind(int error) => error switch
    {
        TryAgain => SocketError.WouldBlock,
        NoPermission => SocketError.AccessDenied,
        Refused => SocketError.ConnectionRefused,
        _ => SocketError.SocketError,
    };

    private static IOException Failure(int error) => new(Marshal.GetPInvokeErrorMessage(error));

    [LibraryImport("libc", SetLastError = true)]
    private static partial int socket(int family, int kind, int protocol);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int connect(int descriptor, byte* address, uint length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint recv(int descriptor, byte* buffer, nuint count, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint send(int descriptor, byte* buffer, nuint count, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int shutdown(int descriptor, int side);

    [LibraryImport("libc")]
    private static partial int usleep(uint microseconds);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);
}
