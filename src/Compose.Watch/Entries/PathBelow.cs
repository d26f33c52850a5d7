namespace Compose.Watch.Entries;

/// <summary>Absolute paths by their text.</summary>
internal static class PathBelow
{
    /// <summary>The part of the path below a folder, with slashes; empty for the folder itself, null for a path outside of it.</summary>
    public static string? Relative(string folder, string path)
    {
        if (!path.StartsWith(folder, StringComparison.Ordinal))
            return null;
        if (path.Length == folder.Length)
            return "";
        var start = Path.EndsInDirectorySeparator(folder) ? folder.Length : path[folder.Length] == Path.DirectorySeparatorChar ? folder.Length + 1 : -1;
        return start < 0 ? null : OperatingSystem.IsWindows() ? path[start..].Replace('\\', '/') : path[start..];
    }

    public static bool IsAtOrBelow(string folder, string path) =>
        path.StartsWith(folder, StringComparison.Ordinal)
        && (path.Length == folder.Length || Path.EndsInDirectorySeparator(folder) || path[folder.Length] == Path.DirectorySeparatorChar);
}
