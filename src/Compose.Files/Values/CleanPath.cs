namespace Compose.Files.Values;

/// <summary>Paths by their text alone, with slashes: nothing here looks at the disk.</summary>
public static class CleanPath
{
    /// <summary>Removes empty, `.` and `..` parts; an empty path is `.`.</summary>
    public static string Clean(string path)
    {
        if (path.Length == 0)
            return ".";
        if (IsClean(path))
            return path;
        var rooted = path[0] == '/';
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part.Length == 0 || part == ".")
                continue;
            if (part != "..")
                parts.Add(part);
            else if (parts.Count > 0 && parts[^1] != "..")
                parts.RemoveAt(parts.Count - 1);
            else if (!rooted)
                parts.Add(part);
        }

        var joined = string.Join('/', parts);
        return rooted ? "/" + joined : joined.Length == 0 ? "." : joined;
    }

    public static string Join(string directory, string path) =>
        directory.Length == 0 ? path.Length == 0 ? "" : Clean(path) : Clean(directory + "/" + path);

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
