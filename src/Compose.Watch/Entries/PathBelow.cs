namespace Compose.Watch.Entries;

/// <summary>Absolute paths by their text.</summary>
internal static class PathBelow
{
    /// <summary>The part of the path below a folder, with slashes; empty for the folder itself, null for a path outside of it.</summary>
    public static string? Relative(string folder, string path)
    {
        if (!IsAtOrBelow(folder, path))
            return null;
        var name = path[folder.Length..].TrimStart(Path.DirectorySeparatorChar);
        return OperatingSystem.IsWindows() ? name.Replace('\\', '/') : name;
    }

    public static bool IsAtOrBelow(string folder, string path) =>
        path.StartsWith(folder, StringComparison.Ordinal)
        && (path.Length == folder.Length || Path.EndsInDirectorySeparator(folder) || path[folder.Length] == Path.DirectorySeparatorChar);
}
