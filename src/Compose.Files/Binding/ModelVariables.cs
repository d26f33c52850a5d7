using Compose.Files.Model;

namespace Compose.Files.Binding;

/// <summary>The variables by which services learn of their models.</summary>
public static class ModelVariables
{
    public static ComposeProject Apply(ComposeProject project, string endpoint) => project with
    {
        Services = project.Services.Select((_, service) => service.Models.Count == 0 ? service
            : AddedVariables.AddTo(service, VariablesOf(project, service, endpoint))),
    };

    private static IEnumerable<KeyValuePair<string, string>> VariablesOf(ComposeProject project, Service service, string endpoint)
    {
        foreach (var (key, names) in service.Models)
            if (project.Models.TryGet(key, out var model))
            {
                yield return new(Either(names?.ModelVariable, key, "_MODEL"), model.Model);
                yield return new(Either(names?.EndpointVariable, key, "_URL"), endpoint);
            }
    }

    private static string Either(string? given, string key, string suffix) =>
        given is { Length: > 0 } ? given : key.ToUpperInvariant().Replace('-', '_') + suffix;
}
