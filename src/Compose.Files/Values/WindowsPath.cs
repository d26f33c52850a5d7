namespace Compose.Files.Values;

/// <summary>
/// Recognizes absolute paths of Windows on each system, because a Windows client may use a Linux engine and the other way round.
/// </summary>
public static class WindowsPath
{
    public static bool IsAbsolute(string path)
    {
        var volume = VolumeLength(path);
        if (volume == 0)
            return false;
        if (IsSeparator(path[0]) && IsSeparator(path[1]))
            return true;
        return volume < path.Length && IsSeparator(path[volume]);
    }

    private static int VolumeLength(string path)
    {
        if (path.Length >= 2 && path[1] == ':')
            return 2;
        if (path.Length == 0 || !IsSeparator(path[0]))
            return 0;
        if (HasPrefix(path, @"\\.\UNC"))
            return ShareLength(path, @"\\.\UNC\".Length);
        if (HasPrefix(path, @"\\.") || HasPrefix(path, @"\\?") || HasPrefix(path, @"\??"))
            return DeviceLength(path);
        return path.Length >= 2 && IsSeparator(path[1]) ? ShareLength(path, 2) : 0;
    }

    private static int DeviceLength(string path)
    {
        if (path.Length == 3)
            return 3;
        var next = path.AsSpan(4).IndexOfAny('\\', '/');
        return next < 0 ? path.Length : 4 + next;
    }

    private static int ShareLength(string path, int start)
    {
        var separators = 0;
        for (var i = start; i < path.Length; i++)
            if (IsSeparator(path[i]) && ++separators == 2)
                return i;
        return path.Length;
    }

    private static bool HasPrefix(string path, string prefix)
    {
        if (path.Length < prefix.Length)
            return false;
        for (var i = 0; i < prefix.Length; i++)
        {
            var same = IsSeparator(prefix[i]) ? IsSeparator(path[i]) : char.ToUpperInvariant(prefix[i]) == char.ToUpperInvariant(path[i]);
            if (!same)
                return false;
        }

        return path.Length == prefix.Length || IsSeparator(path[prefix.Length]);
    }

    private static bool IsSeparator(char c) => c is '\\' or '/';
}
