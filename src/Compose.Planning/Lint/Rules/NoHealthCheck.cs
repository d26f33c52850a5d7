using Compose.Files.Diagnostics;
using Compose.Files.Normalizing;
using Compose.Files.Yaml;

namespace Compose.Planning.Lint.Rules;

/// <summary>
/// `service_healthy` of a service without a health check: the start fails. An image that is not built here may have one of its own.
/// </summary>
internal sealed class NoHealthCheck() : LintRule(DiagnosticCode.NoHealthCheck, Severity.Warning)
{
    internal override void Check(LintProject project, Findings findings)
    {
        foreach (var service in project.Services)
            foreach (var dependency in service.Tree.Entries("depends_on"))
                if (dependency.Value is YamlMapping condition && condition.Text("condition") == "service_healthy"
                    && project.Service(dependency.Key) is { IsProvided: false } other
                    && Problem(project, other) is var (problem, isUncertain))
                    findings.Add(service, "depends_on", dependency.KeySpan, problem,
                        $"add a healthcheck to {dependency.Key}, or wait for service_started", isUncertain);
    }

    private static (string Text, bool IsUncertain)? Problem(LintProject project, LintService service)
    {
        if (HealthChecks.IsDisabled(service))
            return ($"waits for the health of {service.Name}, whose health check is disabled", false);
        if (HealthChecks.IsDeclared(service))
            return null;
        var dockerfile = service.Tree.Mapping("build") is { } build ? project.DockerfileOf(build) : null;
        if (dockerfile is null)
            return ($"waits for the health of {service.Name}, which declares no health check, so its image must have one", true);
        return dockerfile.Split('\n').Any(line => line.TrimStart().StartsWith("HEALTHCHECK", StringComparison.OrdinalIgnoreCase))
            ? null : ($"waits for the health of {service.Name}, which has no health check here and none in its Dockerfile", false);
    }
}
