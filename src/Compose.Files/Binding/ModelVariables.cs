using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Binding;

/// <summary>
/// The variables by which services learn of their models. They are a change of the declared service, so the config hash is of the service
/// with them: another endpoint recreates its containers.
/// </summary>
public static class ModelVariables
{
    public static ComposeProject Apply(ComposeProject project, string endpoint) => project with
    {
        Services = project.Services.Select((_, service) => service.Models.Count == 0 ? service : Apply(project, service, endpoint)),
    };

    private static Service Apply(ComposeProject project, Service service, string endpoint)
    {
        var variables = service.Source["environment"] as YamlMapping ?? new YamlMapping(SourceSpan.None, []);
        foreach (var (key, names) in service.Models)
            if (project.Models.TryGet(key, out var model))
                variables = variables.With(Either(names?.ModelVariable, key, "_MODEL"), Text(model.Model))
                    .With(Either(names?.EndpointVariable, key, "_URL"), Text(endpoint));
        return ServiceBinder.Bind(service.Name, service.NameSpan, service.Source.With("environment", variables));
    }

    private static string Either(string? given, string key, string suffix) =>
        given is { Length: > 0 } ? given : key.ToUpperInvariant().Replace('-', '_') + suffix;

    private static YamlScalar Text(string text) => YamlScalar.String(SourceSpan.None, text);
}
