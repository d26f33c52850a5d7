namespace Compose.Cli.Context;

/// <summary>The name of the project, for commands that need nothing else of it.</summary>
internal static class ProjectNames
{
    /// <summary>
    /// A name that was given is enough; otherwise the files say it. Null when they are wrong or missing, which has been said.
    /// </summary>
    public static string? ProjectName(this CommandContext run) =>
        run.Location.ProjectName ?? run.Load(request => request with { ResolveEnvironment = false })?.Name;
}
