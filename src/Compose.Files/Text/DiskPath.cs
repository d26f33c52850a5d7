namespace Compose.Files.Text;

/// <summary>Paths of this machine.</summary>
internal static class DiskPath
{
    /// <summary>Absolute and without detours. A path with a NUL stays as it is: no file has one, and reading it is the error.</summary>
    public static string Full(string path, string directory) =>
        path.Contains('\0') ? Path.Combine(directory, path) : Path.GetFullPath(path, directory);
}
