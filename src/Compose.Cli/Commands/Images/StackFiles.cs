using Compose.Cli.Context;
using Compose.Files.Model;

namespace Compose.Cli.Commands.Images;

/// <summary>The files that a stack is run from, as far as they stand in its folder.</summary>
internal static class StackFiles
{
    /// <summary>Paths within the archive and where each is read.</summary>
    public static IReadOnlyList<(string Name, string Path)> Of(CommandContext run, ComposeProject project)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Paths(run, project))
            Add(path);
        return [.. found.Select(item => (item.Key, item.Value))];

        void Add(string path)
        {
            var name = Path.GetRelativePath(project.Directory, path).Replace('\\', '/');
            if (name.StartsWith("../", StringComparison.Ordinal) || name == "..")
                run.Reporter.Warn($"not in the archive, for it is outside of the project's folder: {path}");
            else if (Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null)
                foreach (var below in Directory.EnumerateFileSystemEntries(path))
                    Add(below);
            else if (new FileInfo(path).LinkTarget is not null || File.Exists(path))
                found[name] = path;
        }
    }

    private static IEnumerable<string> Paths(CommandContext run, ComposeProject project)
    {
        // Everything that was read for this project: its files, what they include and extend, and the .env files.
        foreach (var source in run.Sources.All)
            if (Path.IsPathRooted(source.Path))
                yield return source.Path;
        if (ProjectLockFile.PathOf(run) is var pins && File.Exists(pins))
            yield return pins;
        foreach (var file in project.Configs.Values.Concat(project.Secrets.Values).Select(item => item.File).OfType<string>())
            yield return file;
        foreach (var mount in project.Services.Values.SelectMany(service => service.Volumes).Where(mount => mount.Type == MountType.Bind))
            if (mount.Source is { } source && Path.GetFullPath(source).StartsWith(project.Directory + "/", StringComparison.Ordinal))
                yield return source;
    }
}
