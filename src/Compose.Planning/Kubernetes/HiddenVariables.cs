using Compose.Files.Model;
using Compose.Planning.Secrets;

namespace Compose.Planning.Kubernetes;

/// <summary>Variables that look like secrets are read from a Secret.</summary>
internal static class HiddenVariables
{
    public static string SecretOf(Service service) => KubernetesNames.Safe(service.Name + "-environment");

    public static NamedMap<string> Of(Service service) => new(service.Environment
        .Where(variable => variable.Value is { } value && SecretValues.IsSecret(variable.Key, value))
        .Select(variable => KeyValuePair.Create(variable.Key, variable.Value!)));
}
