using Compose.Cli.Context;
using Compose.Cli.Rendering.Diagnostics;
using Compose.Files;
using Compose.Files.Diagnostics;
using Compose.Files.Discovery;
using Compose.Files.Normalizing;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Planning.Lint;
using Compose.Planning.Lint.Rules;

namespace Compose.Cli.Commands.Lint;

/// <summary>Loads the files with all profiles and asks the rules. The problems of the load are in the report too.</summary>
internal static class LintRun
{
    public static DiagnosticReport Of(ProjectContext project)
    {
        var location = project.Location;
        if (project.Request.Files.IsEmpty)
            return DiagnosticReport.Of([.. location.Diagnostics, DiscoveryProblems.NoFile(location.Directory)], location.Sources);
        var loaded = Load(project.Request with { AllResources = true, ResolveEnvironment = false, WithJobs = true });
        var findings = loaded.Diagnostics.HasErrors ? [] : Linter.Run(RuleSet.All, loaded, Dockerfile);
        return DiagnosticReport.Of([.. location.Diagnostics, .. loaded.Diagnostics, .. findings], loaded.Sources);
    }

    /// <summary>
    /// Services of different profiles may exclude each other, for example by one container name; then those of the active profiles count.
    /// </summary>
    private static LoadResult Load(LoadRequest request)
    {
        var all = ComposeLoader.Load(request with { Profiles = ["*"] });
        return all.Diagnostics.HasErrors ? ComposeLoader.Load(request) : all;
    }

    private static string? Dockerfile(YamlMapping build)
    {
        if (build.Text("dockerfile_inline") is { } inline)
            return inline;
        if (build.Text("context") is not { } context || !Path.IsPathRooted(context))
            return null;
        var path = Path.Combine(context, build.Text("dockerfile") ?? "Dockerfile");
        try
        {
            return File.Exists(path) ? RegularFile.ReadAllText(path) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A Dockerfile that cannot be read says nothing about health checks; the build reports it.
            return null;
        }
    }
}
