
namespace Compose.Files.Values;

/// <summary>Paths by their text alone, with slashes: nothing here looks at the disk.</summary>
public static class CleanPath
{
    /// <summary>Removes empty, `.` and `..` parts; an empty path is `.`.</summary>
    public static string Clean(string path) => path.Length > 0 && IsClean(path) ? path : PosixPath.Clean(path);

    public static string Join(string directory, string path)
    {
        if (directory.Length == 0)
            return path.Length == 0 ? "" : Clean(path);
        if (path is "" or ".")
            return Clean(directory);
        return Clean(string.Concat(directory.AsSpan(), directory == "/" ? "" : "/", path.StartsWith("./", StringComparison.Ordinal)
            ? path.AsSpan(2) : path));
    }

    /// <summary>Nearly all paths are, and then there is nothing to build.</summary>
    private static bool IsClean(string path)
    {
        if (path == "/" || path == ".")
            return true;
        var start = path[0] == '/' ? 1 : 0;
        for (var i = start; i <= path.Length; i++)
        {
            if (i < path.Length && path[i] != '/')
                continue;
            var part = path.AsSpan(start, i - start);
            if (part.IsEmpty || part is "." or "..")
                return false;
            start = i + 1;
        }

        return true;
    }
}
