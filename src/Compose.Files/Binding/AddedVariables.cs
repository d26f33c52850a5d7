using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Binding;

/// <summary>
/// Variables that a service gets from a model or a provider. They are a change of the declared service, so the config hash is of the
/// service with them: other values recreate its containers.
/// </summary>
public static class AddedVariables
{
    public static Service AddTo(Service service, IEnumerable<KeyValuePair<string, string>> added)
    {
        var variables = service.Source["environment"] as YamlMapping ?? new YamlMapping(SourceSpan.None, []);
        foreach (var (name, value) in added)
            variables = variables.With(name, YamlScalar.String(SourceSpan.None, value));
        var bound = ServiceBinder.Bind(service.Name, service.NameSpan, service.Source.With("environment", variables));
        return service with { Environment = bound.Environment, Source = bound.Source };
    }
}
