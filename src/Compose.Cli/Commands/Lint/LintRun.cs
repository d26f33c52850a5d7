using Compose.Cli.Context;
using Compose.Cli.Rendering.Diagnostics;
using Compose.Files.Discovery;
using Compose.Planning.Lint.Rules;

namespace Compose.Cli.Commands.Lint;

/// <summary>The findings of the rules, with the problems of the load.</summary>
internal static class LintRun
{
    public static DiagnosticReport Of(ProjectContext project)
    {
        var location = project.Location;
        if (project.Request.Files.IsEmpty)
            return DiagnosticReport.Of([.. location.Diagnostics, DiscoveryProblems.NoFile(location.Directory)], location.Sources);
        var (loaded, findings) = LintedProject.Of(project.Request);
        return DiagnosticReport.Of([.. location.Diagnostics, .. loaded.Diagnostics, .. findings], loaded.Sources);
    }
}
