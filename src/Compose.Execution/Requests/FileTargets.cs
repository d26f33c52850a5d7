using Compose.Files.Model;

namespace Compose.Execution.Requests;

/// <summary>Where a secret or config appears in the container.</summary>
public static class FileTargets
{
    public static string Secret(FileReference secret) => Place("/run/secrets/", secret);

    public static string Config(FileReference config) => Place("/", config);

    private static string Place(string folder, FileReference file) => file.Target switch
    {
        null or "" => folder + file.Source,
        var target when IsAbsolute(target) => target,
        var target => folder + target,
    };

    private static bool IsAbsolute(string path) =>
        path[0] == '/' || path.StartsWith(@"\\", StringComparison.Ordinal)
            || (path.Length > 2 && char.IsAsciiLetter(path[0]) && path[1] == ':' && path[2] is '\\' or '/');
}
