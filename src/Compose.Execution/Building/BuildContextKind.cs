namespace Compose.Execution.Building;

/// <summary>What a build context is, told from its text as docker does.</summary>
internal static class BuildContextKind
{
    private static readonly string[] GitPrefixes = ["git://", "github.com/", "git@", "ssh://"];

    public static bool IsGit(string context) =>
        GitPrefixes.Any(prefix => context.StartsWith(prefix, StringComparison.Ordinal))
        || (IsWeb(context) && (context.Split('#', 2)[0].EndsWith(".git", StringComparison.Ordinal)));

    public static bool IsWeb(string context) =>
        context.StartsWith("http://", StringComparison.Ordinal) || context.StartsWith("https://", StringComparison.Ordinal);

    public static bool IsLocal(string context) => !IsGit(context) && !context.Contains("://", StringComparison.Ordinal);

    /// <summary>The path of the Dockerfile as a builder on this machine wants it; remote ones keep theirs.</summary>
    public static string DockerfilePath(string context, string dockerfile)
    {
        if (!IsLocal(context))
            return dockerfile;
        var path = Path.IsPathRooted(dockerfile) ? dockerfile : Path.Combine(context, dockerfile);
        path = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(path) ?? "/";
        return Path.Combine(RealFolder(folder), Path.GetFileName(path));
    }

    /// <summary>A folder with every symbolic link on the way to it resolved; as it is when it is not there.</summary>
    public static string RealFolder(string folder)
    {
        if (!Directory.Exists(folder))
            return folder;
        var real = Path.GetPathRoot(folder) ?? "/";
        foreach (var part in folder[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, part);
            var target = new DirectoryInfo(next).ResolveLinkTarget(returnFinalTarget: true)?.FullName;
            real = target is null ? next : RealFolder(target);
        }

        return real;
    }
}
