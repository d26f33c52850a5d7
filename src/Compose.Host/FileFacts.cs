using System.Runtime.InteropServices;
using System.Text;

namespace Compose.Host;

/// <summary>Owner and kind of a file. .NET shows neither: whose a file is, and that it is a pipe or a socket.</summary>
/// <param name="Kind">What it is; a link is a link.</param>
/// <param name="Owner">The id of the user that it belongs to.</param>
/// <param name="Group">The id of its group.</param>
public readonly unsafe partial record struct FileFacts(FileKind Kind, uint Owner, uint Group)
{
    private const int CurrentFolder = -100;
    private const int KeepLinks = 0x100;
    private const uint BasicFacts = 0x7ff;
    private const int OwnerAt = 20;
    private const int GroupAt = 24;
    private const int ModeAt = 28;
    private const int Size = 256;

    /// <summary>The user that this process acts for.</summary>
    public static uint CurrentUser => geteuid();

    /// <summary>Null when there is no such file, or when this system cannot say: only Linux has the call.</summary>
    public static FileFacts? Of(string path)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var facts = stackalloc byte[Size];
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
        {
            if (statx(CurrentFolder, name, KeepLinks, BasicFacts, facts) != 0)
                return null;
        }

        var kind = (*(ushort*)(facts + ModeAt) & 0xf000) switch
        {
            0x8000 => FileKind.File,
            0x4000 => FileKind.Folder,
            0xa000 => FileKind.Link,
            _ => FileKind.Other,
        };
        return new FileFacts(kind, *(uint*)(facts + OwnerAt), *(uint*)(facts + GroupAt));
    }

    /// <summary>Gives a file another owner; false when that is not allowed. Only root may.</summary>
    public static bool TrySetOwner(string path, uint owner, uint group)
    {
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
            return lchown(name, owner, group) == 0;
    }

    // Under its full name: what is called libc is bound when the program is linked, and other systems have no such function.
    [LibraryImport("libc.so.6")]
    private static partial int statx(int folder, byte* path, int flags, uint wanted, byte* facts);

    [LibraryImport("libc")]
    private static partial uint geteuid();

    [LibraryImport("libc")]
    private static partial int lchown(byte* path, uint owner, uint group);
}
