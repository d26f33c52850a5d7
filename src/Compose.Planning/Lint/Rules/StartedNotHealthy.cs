using Compose.Files.Diagnostics;
using Compose.Files.Normalizing;
using Compose.Files.Yaml;

namespace Compose.Planning.Lint.Rules;

/// <summary>A dependency that has a health check, and is only waited for until it has started.</summary>
internal sealed class StartedNotHealthy() : LintRule(DiagnosticCode.StartedNotHealthy, Severity.Note)
{
    internal override void Check(LintProject project, Findings findings)
    {
        foreach (var service in project.Services)
            foreach (var dependency in service.Tree.Entries("depends_on"))
                if (dependency.Value is YamlMapping condition && condition.Text("condition") is null or "service_started"
                    && project.Service(dependency.Key) is { } other && HealthChecks.IsDeclared(other))
                    findings.Add(service, "depends_on", dependency.KeySpan.IsNone ? dependency.Value.Span : dependency.KeySpan,
                        $"starts when {dependency.Key} has started, which may be before it is healthy", "set condition: service_healthy");
    }
}
