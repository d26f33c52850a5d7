using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Compose.Host;

/// <summary>Opens what was a file when a tree was read. Something else may stand there by now.</summary>
public static partial class TreeFile
{
    private const int CurrentFolder = -100;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const int NoSuchFile = 2;
    private const int NoSuchDevice = 6;
    private const int NotAFolder = 20;
    private const int TooManyLinks = 40;
    private static readonly int NoLink =
        RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm or Architecture.Ppc64le ? 0x8000 : 0x20000;

    /// <summary>
    /// Null when it is gone or no file any more: a link is not followed, and a pipe does not block. Throws when it may not be read.
    /// </summary>
    public static FileStream? Open(string path) => OperatingSystem.IsLinux() ? OnLinux(path) : Elsewhere(path);

    [SupportedOSPlatform("linux")]
    private static FileStream? OnLinux(string path)
    {
        var descriptor = openat(CurrentFolder, path, NoLink | NonBlocking | CloseOnExec, 0);
        if (descriptor < 0)
            return Marshal.GetLastPInvokeError() is NoSuchFile or NoSuchDevice or NotAFolder or TooManyLinks
                ? null : throw new IOException(Marshal.GetLastPInvokeErrorMessage());
        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        if (LinuxStatus.Behind(handle) is { Kind: FileKind.File })
            return new FileStream(handle, FileAccess.Read, bufferSize: 0);
        handle.Dispose();
        return null;
    }

    private static FileStream? Elsewhere(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // Removed since it was looked at.
            return null;
        }
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int openat(int folder, string path, int flags, int mode);
}
