using System.Collections.Immutable;
using Compose.Host;
using Compose.Planning.Swarm.Observed;
using Compose.Planning.Swarm.Specs;
using Docker.DotNet.Models;

namespace Compose.Planning.Swarm.Releases;

/// <summary>Specs with names in place of the ids that a swarm gives to networks, configs and secrets, and back.</summary>
public static class ReleaseSpecs
{
    /// <summary>Without forced updates as well: they say nothing about what a service is.</summary>
    public static ServiceSpec Named(ServiceSpec spec, ObservedStack observed) => SpecCopy.With(spec, copy =>
    {
        var task = copy.TaskTemplate!;
        task.ForceUpdate = 0;
        foreach (var network in task.Networks ?? [])
            network.Target = observed.AllNetworks.FirstOrDefault(found => found.ID == network.Target)?.Name ?? network.Target;
        foreach (var config in task.ContainerSpec?.Configs ?? [])
            config.ConfigID = "";
        foreach (var secret in task.ContainerSpec?.Secrets ?? [])
            secret.SecretID = "";
        CredentialConfig.Complete(copy);
    });

    /// <summary>The spec as the swarm can run it now, and the names of what it no longer has.</summary>
    public static (ServiceSpec Spec, ImmutableArray<string> Missing) Bound(ServiceSpec named, ObservedStack observed)
    {
        var missing = ImmutableArray.CreateBuilder<string>();
        var spec = SpecCopy.With(named, copy =>
        {
            foreach (var network in copy.TaskTemplate!.Networks ?? [])
                network.Target = IdOf(observed.FindNetwork(network.Target ?? "")?.ID, "network", network.Target ?? "") ?? network.Target;
            foreach (var config in copy.TaskTemplate.ContainerSpec?.Configs ?? [])
                config.ConfigID = IdOf(
                    observed.AllConfigs.FirstOrDefault(found => found.Spec.Name == config.ConfigName)?.ID, "config", config.ConfigName)
                    ?? "";
            foreach (var secret in copy.TaskTemplate.ContainerSpec?.Secrets ?? [])
                secret.SecretID = IdOf(
                    observed.AllSecrets.FirstOrDefault(found => found.Spec.Name == secret.SecretName)?.ID, "secret", secret.SecretName)
                    ?? "";
            CredentialConfig.Complete(copy);
        });
        return (spec, missing.ToImmutable());

        string? IdOf(string? id, string kind, string name)
        {
            // Those are the engine's own.
            if (id is null && name is not ("host" or "none" or "bridge" or "ingress"))
                missing.Add($"{kind} {name}");
            return id;
        }
    }

    public static string Digest(IEnumerable<ServiceSpec> named) => ContentDigest.Hex(string.Concat(
        named.OrderBy(spec => spec.Name, StringComparer.Ordinal)
            .Select(spec => string.Concat(SpecFields.Of(spec).Select(field => $"{field.Key}\0{field.Value}\n")))));
}
