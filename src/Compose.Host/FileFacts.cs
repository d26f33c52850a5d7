using System.Runtime.InteropServices;
using System.Text;

namespace Compose.Host;

/// <summary>Owner and kind of a file. .NET shows neither: whose a file is, and that it is a pipe or a socket.</summary>
/// <param name="Kind">What it is; a link is a link.</param>
/// <param name="Owner">The id of the user that it belongs to.</param>
/// <param name="Group">The id of its group.</param>
public readonly unsafe partial record struct FileFacts(FileKind Kind, uint Owner, uint Group)
{
    /// <summary>The user that this process acts for.</summary>
    public static uint CurrentUser => geteuid();

    /// <summary>Null when there is no such file, or when this system cannot say: only Linux has the call.</summary>
    public static FileFacts? Of(string path) =>
        OperatingSystem.IsLinux() && LinuxStatus.Of(path) is { } status ? new FileFacts(status.Kind, status.Owner, status.Group) : null;

    /// <summary>Gives a file another owner; false when that is not allowed. Only root may.</summary>
    public static bool TrySetOwner(string path, uint owner, uint group)
    {
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
            return lchown(name, owner, group) == 0;
    }

    [LibraryImport("libc")]
    private static partial uint geteuid();

    [LibraryImport("libc")]
    private static partial int lchown(byte* path, uint owner, uint group);
}
