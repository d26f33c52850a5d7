namespace Compose.Files.Discovery;

/// <summary>The name of a file in messages: relative to the current folder, unless that is long.</summary>
public static class DisplayName
{
    public static string Of(string path, string currentDirectory)
    {
        if (path.Contains('\0'))
            return path;
        var relative = Path.GetRelativePath(currentDirectory, path);
        var away = Path.Combine("..", "..", "..");
        return relative.StartsWith(away, StringComparison.Ordinal) || relative.Length >= path.Length ? path : relative;
    }
}
