using System.Runtime.InteropServices;

namespace Compose.Testing;

/// <summary>A pipe with a name in the file system: opening it waits for the other side.</summary>
public static partial class NamedPipe
{
    private const uint OnlyUser = 0x180;

    public static void Make(string path)
    {
        if (mkfifo(path, OnlyUser) != 0)
            throw new IOException(Marshal.GetLastPInvokeErrorMessage());
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mkfifo(string path, uint mode);
}
