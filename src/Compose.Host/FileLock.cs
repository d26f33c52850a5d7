namespace Compose.Host;

/// <summary>A lock of the kernel on an open file: it ends with the process, however that ends.</summary>
public static class FileLock
{
    private const int WouldBlock = 11;
    private const int WouldBlockOnMac = 35;
    private const int SharingViolation = unchecked((int)0x80070020);

    /// <summary>Null when another process holds the lock.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be opened.</exception>
    public static FileStream? TryTake(string path)
    {
        if (FileFacts.Of(path) is { Kind: not FileKind.File } || new FileInfo(path).LinkTarget is not null)
            throw new IOException($"{path} is not a regular file");
        try
        {
            return new FileStream(path, OwnFile(FileMode.OpenOrCreate));
        }
        catch (IOException held) when (held.HResult is WouldBlock or WouldBlockOnMac or SharingViolation)
        {
            // Every other failure is the caller's: to wait for it has no end.
            return null;
        }
    }

    /// <summary>Options of a file that only its user may read and write.</summary>
    public static FileStreamOptions OwnFile(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
