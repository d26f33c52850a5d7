namespace Compose.Files.Normalizing;

/// <summary>Watched paths are compared with what the system reports, and it reports the real ones.</summary>
public static class SymbolicLinks
{
    /// <summary>As many links as the system follows in one path.</summary>
    private const int MaxLinks = 40;

    /// <summary>The absolute path without any link in it.</summary>
    public static string ResolveAll(string path)
    {
        for (var i = 0; i < MaxLinks; i++)
        {
            var next = ResolveFirst(path);
            if (next == path)
                break;
            path = next;
        }

        return path;
    }

    /// <summary>Replaces the first part of an absolute path that is a link by where it leads to; a link to nowhere is left.</summary>
    public static string ResolveFirst(string path)
    {
        for (var end = path.IndexOf('/', 1); ; end = path.IndexOf('/', end + 1))
        {
            var prefix = end < 0 ? path : path[..end];
            if (prefix.Length > 1 && Target(prefix) is { } target)
                return target + path[prefix.Length..];
            if (end < 0)
                return path;
        }
    }

    private static string? Target(string path)
    {
        try
        {
            return File.GetAttributes(path).HasFlag(FileAttributes.ReparsePoint)
                ? new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName
                : null;
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }
}
