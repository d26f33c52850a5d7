using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Planning.Swarm.Observed;

namespace Compose.Planning.Swarm.Checks;

/// <summary>External networks, configs and secrets have to exist before the stack.</summary>
internal static class ExternalChecks
{
    private static readonly string[] Predefined = ["host", "bridge", "none", "ingress"];

    public static IEnumerable<Diagnostic> Of(ComposeProject project, ObservedStack observed) =>
    [
        .. project.Networks.Values
            .Where(network => network.External && !Predefined.Contains(network.Name) && observed.FindNetwork(network.Name) is null)
            .Select(network => Missing("network", network.Key, network.Name, network.Source?.Span ?? default,
                NetworkHelp(network.Name, observed))),
        .. project.Configs.Values.Where(config => config.External && observed.AllConfigs.All(found => found.Spec.Name != config.Name))
            .Select(config => Missing("config", config.Key, config.Name, config.Source?.Span ?? default,
                $"create it: docker config create {config.Name} FILE")),
        .. project.Secrets.Values.Where(secret => secret.External && observed.AllSecrets.All(found => found.Spec.Name != secret.Name))
            .Select(secret => Missing("secret", secret.Key, secret.Name, secret.Source?.Span ?? default,
                $"create it: docker secret create {secret.Name} FILE")),
    ];

    private static string NetworkHelp(string name, ObservedStack observed) => observed.AllNetworks.Any(network => network.Name == name)
        ? "the network with this name is of one engine only, and services of a swarm cannot join it"
        : $"create it: docker network create --driver overlay {name}";

    private static Diagnostic Missing(string kind, string key, string name, SourceSpan place, string help) => Diagnostic.Error(
        DiagnosticCode.SwarmExternalMissing, $"the external {kind} {name} does not exist in the swarm", place, "declared as external", help,
        AttributePath.Of(kind + "s", key));
}
