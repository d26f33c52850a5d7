namespace Compose.Files.Discovery;

/// <summary>How a file is called when people are told of it: from where they stand, unless that is far away.</summary>
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
