namespace Compose.Files.Text;

/// <summary>Reads files whole.</summary>
internal static class DiskFile
{
    public const string Missing = "no such file or directory";

    /// <summary>
    /// Whether a file or a folder is behind the path. The framework counts a link to nothing as a file, Docker Compose does not.
    /// </summary>
    public static bool Exists(string path)
    {
        if (OperatingSystem.IsLinux())
            return RegularFile.IsThere(path);
        try
        {
            return Path.Exists(path)
                && (new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true) is not { } target || Path.Exists(target.FullName));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is there, but cannot be followed (a link to itself): reading it reports why.
            return true;
        }
    }

    /// <summary>Whether a file, and no folder, is behind the path.</summary>
    public static bool IsFile(string path) => !Directory.Exists(path) && Exists(path);

    /// <summary>The bytes, or the reason why the system does not give them, in the words of Go.</summary>
    public static string? TryRead(string path, out byte[] content)
    {
        content = [];
        try
        {
            content = RegularFile.ReadAllBytes(path);
            return null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Missing;
        }
        catch (UnauthorizedAccessException)
        {
            return Directory.Exists(path) ? "is a directory" : "permission denied";
        }
        catch (IOException exception)
        {
            return SystemWords(exception.Message);
        }
    }

    /// <summary>What to do about a file that is not there.</summary>
    public static string HelpForMissing(string path) =>
        !path.Contains('\0') && new FileInfo(path).LinkTarget is { } target ? $"this is a link to {target}, which does not exist"
            : "correct the path or create the file";

    /// <summary>The framework begins with the words of the system, in upper case, and ends with the path.</summary>
    private static string SystemWords(string message) =>
        message.IndexOf(" : '", StringComparison.Ordinal) is > 0 and var end ? char.ToLowerInvariant(message[0]) + message[1..end]
            : message;
}
