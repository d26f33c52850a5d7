namespace Compose.Host;

/// <summary>A folder to which only the user can add files: no link of another user can be in it.</summary>
public static class PrivateFolder
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Creates the folder where it is missing. Null when it is private, otherwise the reason why it cannot be used.</summary>
    public static string? Claim(string path)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
                return null;
            }

            Directory.CreateDirectory(path, Own);
            return Fault(path);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // A file of that name, a full or read-only disk, a folder above it that is not ours.
            return refusal.Message;
        }
    }

    /// <summary>True when the folder is the user's own. False also when it is missing.</summary>
    public static bool IsOwn(string path) =>
        Directory.Exists(path)
            && (!OperatingSystem.IsLinux()
                || (FileFacts.Of(path) is { Kind: FileKind.Folder } facts && facts.Owner == FileFacts.CurrentUser));

    /// <summary>
    /// Whether no other user can put another entry in the place of ours: the folder's owner can, and so can all who may write to it when it
    /// has no sticky bit.
    /// </summary>
    private static bool KeepsEntries(string folder)
    {
        var real = Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName ?? folder;
        if (OperatingSystem.IsWindows() || FileFacts.Of(real) is not { } facts)
            return true;
        var mode = File.GetUnixFileMode(real);
        return (facts.Owner == 0 || facts.Owner == FileFacts.CurrentUser)
            && ((mode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) == 0 || (mode & UnixFileMode.StickyBit) != 0);
    }

    private static string? Fault(string path)
    {
        if (new FileInfo(path).LinkTarget is not null)
            return "it is a symbolic link";
        if (FileFacts.Of(path) is { } facts && facts.Owner != FileFacts.CurrentUser)
            return $"it belongs to another user (uid {facts.Owner})";
        var parent = Path.GetDirectoryName(path) ?? path;
        if (!KeepsEntries(parent))
            return $"other users can replace it, because {parent} belongs to another user or has no sticky bit";
        if (OperatingSystem.IsWindows())
            return null;
        var open = File.GetUnixFileMode(path) & ~Own;
        return open == 0 ? null : $"other users may use it; `chmod 700 {path}` makes it private";
    }
}
