using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Execution.Checks;

/// <summary>Attributes that would be without effect, or that make the creation of a container fail: refused before anything is made, with the place in the file.</summary>
public static class UnsupportedAttributes
{

    public static ImmutableArray<Diagnostic> Check(ComposeProject project) => [.. project.Services.Values.SelectMany(Check)];

    private static IEnumerable<Diagnostic> Check(Service service)
    {
        if (service.Models.Count > 0)
            yield return Problem(service, "models", "language models are not supported yet",
                "remove models, and pass the address of a model server to the container with environment");
        if (service.Provider is not null)
            yield return Problem(service, "provider", "provider services are not supported yet",
                "start what it provides by hand, remove the service, and pass its address to the others with environment");
        if (service.HealthCheck is { Disable: false, StartInterval: not null, StartPeriod: null } && service.Source["healthcheck"] is YamlMapping check)
            yield return Diagnostic.Error(DiagnosticCode.StartIntervalWithoutPeriod, $"services.{service.Name}.healthcheck.start_interval requires healthcheck.start_period to be set", check["start_interval"]?.Span ?? check.Span,
                "without a start_period", "add start_period: start_interval counts while it lasts",
                AttributePath.Of("services", service.Name, "healthcheck", "start_interval"));
    }

    private static Diagnostic Problem(Service service, string attribute, string problem, string help) => Diagnostic.Error(
        DiagnosticCode.UnsupportedAttribute, $"services.{service.Name}.{attribute}: {problem}", PlaceOf(service, attribute), "not supported", help,
        AttributePath.Of("services", service.Name, attribute));

    private static SourceSpan PlaceOf(Service service, string attribute) =>
        service.Source.Entries.FirstOrDefault(entry => entry.Key == attribute) is { KeySpan: { IsNone: false } span } ? span : service.NameSpan;
}
