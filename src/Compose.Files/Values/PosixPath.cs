namespace Compose.Files.Values;

/// <summary>Paths in containers: always with slashes, whatever system this is.</summary>
internal static class PosixPath
{
    /// <summary>
    /// The shortest path of the same meaning, by its text alone: no `.`, no `..` after a name, no double or trailing slash.
    /// </summary>
    public static string Clean(string path)
    {
        if (path.Length == 0)
            return ".";

        var rooted = path[0] == '/';
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part is "" or ".")
                continue;
            if (part == ".." && parts.Count > 0 && parts[^1] != "..")
                parts.RemoveAt(parts.Count - 1);
            else if (part != ".." || !rooted)
                parts.Add(part);
        }

        var cleaned = (rooted ? "/" : "") + string.Join('/', parts);
        return cleaned.Length == 0 ? "." : cleaned;
    }
}
