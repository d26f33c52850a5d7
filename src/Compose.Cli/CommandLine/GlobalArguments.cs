namespace Compose.Cli.CommandLine;

/// <summary>The global flags of a run as words, for another program that is to see the same files.</summary>
internal static class GlobalArguments
{
    public static IEnumerable<string> Of(GlobalOptions global)
    {
        var directory = global.ProjectDirectory.Length > 0 ? global.ProjectDirectory : global.WorkDirectory;
        return
        [
            .. global.Files.SelectMany(file => new[] { "--file", file }),
            .. global.Profiles.SelectMany(profile => new[] { "--profile", profile }),
            .. global.EnvFiles.SelectMany(file => new[] { "--env-file", file }),
            .. directory.Length > 0 ? new[] { "--project-directory", directory } : [],
            .. global.ProjectName.Length > 0 ? new[] { "--project-name", global.ProjectName } : [],
        ];
    }
}
