using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Execution.Checks;

/// <summary>Attributes that make the creation of a container fail: refused before anything is made, with the place in the file.</summary>
public static class UnsupportedAttributes
{
    public static ImmutableArray<Diagnostic> Check(ComposeProject project) => [.. project.Services.Values.SelectMany(Check)];

    private static IEnumerable<Diagnostic> Check(Service service)
    {
        if (service.HealthCheck is { Disable: false, StartInterval: not null, StartPeriod: null }
            && service.Source["healthcheck"] is YamlMapping check)
            yield return Diagnostic.Error(
                DiagnosticCode.StartIntervalWithoutPeriod,
                $"services.{service.Name}.healthcheck.start_interval requires healthcheck.start_period to be set",
                check["start_interval"]?.Span ?? check.Span,
                "without a start_period", "add start_period: start_interval counts while it lasts",
                AttributePath.Of("services", service.Name, "healthcheck", "start_interval"));
    }
}
