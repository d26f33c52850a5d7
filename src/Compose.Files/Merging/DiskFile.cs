namespace Compose.Files.Merging;

/// <summary>Reads files whole.</summary>
internal static class DiskFile
{
    /// <summary>The bytes, or what the system says against it in the words of Go.</summary>
    public static string? TryRead(string path, out byte[] content)
    {
        content = [];
        try
        {
            content = File.ReadAllBytes(path);
            return null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return "no such file or directory";
        }
        catch (UnauthorizedAccessException)
        {
            return Directory.Exists(path) ? "is a directory" : "permission denied";
        }
        catch (IOException exception)
        {
            return exception.Message;
        }
    }
}
