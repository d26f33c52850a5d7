using Compose.Files.Diagnostics;
using Compose.Files.Normalizing;
using Compose.Files.Yaml;

namespace Compose.Planning.Lint.Rules;

/// <summary>A service that is restarted when it ends never completes.</summary>
internal sealed class EndlessDependency() : LintRule(DiagnosticCode.EndlessDependency, Severity.Warning)
{
    internal override void Check(LintProject project, Findings findings)
    {
        foreach (var service in project.Services)
            foreach (var dependency in service.Tree.Entries("depends_on"))
                if (dependency.Value is YamlMapping condition && condition.Text("condition") == "service_completed_successfully"
                    && project.Service(dependency.Key) is { } other && other.Tree.Text("restart") is "always" or "unless-stopped")
                    findings.Add(service, "depends_on", dependency.KeySpan,
                        $"waits until {dependency.Key} has completed, which restarts whenever it ends",
                        $"set restart: on-failure for {dependency.Key}");
    }
}
