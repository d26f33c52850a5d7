namespace Compose.Cli.Plugin;

/// <summary>
/// The folder in which docker looks for its plugins, and our entries in it. What others have put there is set aside, not lost.
/// </summary>
internal sealed class PluginFolder(string folder, string program)
{
    private const string Aside = ".before-ncompose";

    public string PathOf(string name) => Path.Combine(folder, "docker-" + name);

    /// <summary>The sentence that says what was done.</summary>
    public string Install(string name)
    {
        Directory.CreateDirectory(folder);
        var path = PathOf(name);
        var aside = "";
        if (Exists(path) && !IsOurs(path))
        {
            File.Move(path, path + Aside, overwrite: true);
            aside = $" (the one that was there is now {path + Aside})";
        }

        File.Delete(path);
        if (OperatingSystem.IsWindows())
            File.Copy(program, path);
        else
            File.CreateSymbolicLink(path, program);
        return $"docker {name}: {path} -> {program}{aside}";
    }

    /// <summary>Null when nothing of ours is there.</summary>
    public string? Uninstall(string name)
    {
        var path = PathOf(name);
        if (!Exists(path) || !IsOurs(path))
            return null;
        File.Delete(path);
        if (!Exists(path + Aside))
            return $"docker {name}: removed {path}";
        File.Move(path + Aside, path);
        return $"docker {name}: removed {path}; the one that was there before is back";
    }

    private static bool Exists(string path) => File.Exists(path) || new FileInfo(path).LinkTarget is not null;

    /// <summary>A link to an ncompose, whether it is still there or not.</summary>
    private bool IsOurs(string path) => new FileInfo(path).LinkTarget is { } target
        ? target == program || Path.GetFileNameWithoutExtension(target) == "ncompose"
        : OperatingSystem.IsWindows() && new FileInfo(path).Length == new FileInfo(program).Length;
}
