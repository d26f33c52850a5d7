namespace NCompose.Xunit;

/// <summary>Where the compose files of a test project are.</summary>
internal static class ComposeFolder
{
    private static readonly string[] Usual = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];

    /// <summary>
    /// The nearest folder that has the first of the files, beginning with the folder of the test assembly; that folder when none has it.
    /// </summary>
    public static string Find(string start, IReadOnlyList<string> files)
    {
        IReadOnlyList<string> names = files.Count > 0 ? [files[0]] : Usual;
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (names.Any(name => File.Exists(Path.Combine(folder.FullName, name))))
                return folder.FullName;
        return start;
    }
}
