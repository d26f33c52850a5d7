using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Compose.Watch.Changes;

/// <summary>File systems on which another machine can change files: no event tells of it.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe partial class RemoteFileSystem
{
    private const int Size = 256;

    private enum Kind : uint
    {
        Nfs = 0x6969,
        NineP = 0x01021997,
        Smb = 0x517b,
        Cifs = 0xff534d42,
        Smb2 = 0xfe534d42,
        Fuse = 0x65735546,
        VirtualBox = 0x786f4256,
    }

    /// <summary>Whether the path, or the nearest folder above that is there, is on one.</summary>
    public static bool Holds(string path)
    {
        var facts = stackalloc byte[Size];
        for (var at = path; at is not null; at = Path.GetDirectoryName(at))
            if (statfs(at, facts) == 0)
                return Enum.IsDefined((Kind)(*(nuint*)facts & uint.MaxValue));
        return false;
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statfs(string path, byte* facts);
}
