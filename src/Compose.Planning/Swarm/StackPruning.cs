using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Swarm.Binding;
using Compose.Planning.Swarm.Observed;
using Api = Docker.DotNet.Models;

namespace Compose.Planning.Swarm;

/// <summary>
/// Removes what the files no longer declare. A config or secret stays while a spec names it, also the one before: the swarm's rollback
/// needs it.
/// </summary>
internal sealed class StackPruning(ObservedStack observed, SwarmPolicy policy, IReadOnlyList<Api.ServiceSpec> kept, PlanBuilder builder)
{
    private static readonly Reason Orphan = new(ReasonCode.Orphan);

    /// <param name="files">Old versions of these are removed even without a wish to prune.</param>
    /// <param name="declared">The names of the services of the files, on or off.</param>
    /// <param name="settled">After these steps everything new is in use.</param>
    public void Add(ImmutableArray<StackFile> files, ImmutableHashSet<string> declared, ImmutableArray<StepId> settled)
    {
        var orphans = observed.Services.Where(service => !declared.Contains(service.Spec!.Name!)).ToList();
        var removed = policy.Prune
            ? orphans.Select(service =>
                builder.Add(new Operation.RemoveService("", service.ID, service.Spec!.Name!), Orphan, settled, Risk.Downtime)).ToList()
            : [];
        if (!policy.Prune && orphans.Count > 0)
            builder.Report(Warning(orphans));
        List<Api.ServiceSpec> remaining = [.. kept, .. observed.Services.Where(IsNotTouched).SelectMany(Specs)];
        var after = settled.AddRange(removed);
        foreach (var secret in observed.Secrets.Where(secret => IsUnused(secret.Spec.Name!, files, remaining)))
            builder.Add(new Operation.RemoveSecret(secret.ID, secret.Spec.Name!), Orphan, after);
        foreach (var config in observed.Configs.Where(config => IsUnused(config.Spec.Name!, files, remaining)))
            builder.Add(new Operation.RemoveConfig(config.ID, config.Spec.Name!), Orphan, after);
        if (policy.Prune)
            foreach (var network in observed.Networks.Where(network => !remaining.Any(spec => Joins(spec, network))))
                builder.Add(new Operation.RemoveStackNetwork(network.ID, network.Name), Orphan, after);

        bool IsNotTouched(Api.SwarmService service) => !(policy.Prune && orphans.Contains(service))
            && kept.All(spec => spec.Name != service.Spec!.Name);
    }

    private bool IsUnused(string name, ImmutableArray<StackFile> files, List<Api.ServiceSpec> remaining) =>
        files.All(file => file.Bound.Name != name)
        && (policy.Prune || files.Any(file => StackFile.IsVersionOf(file.File.Name, name)))
        && !remaining.Any(spec => Names(spec, name));

    private static IEnumerable<Api.ServiceSpec> Specs(Api.SwarmService service) =>
        new[] { service.Spec, service.PreviousSpec }.OfType<Api.ServiceSpec>();

    private static bool Names(Api.ServiceSpec spec, string file) =>
        spec.TaskTemplate?.ContainerSpec is { } container
        && ((container.Secrets ?? []).Any(secret => secret.SecretName == file)
            || (container.Configs ?? []).Any(config => config.ConfigName == file));

    private static bool Joins(Api.ServiceSpec spec, Api.NetworkResponse network) =>
        (spec.TaskTemplate?.Networks ?? []).Any(joined => joined.Target == network.ID || joined.Target == network.Name);

    private Diagnostic Warning(List<Api.SwarmService> orphans) => Diagnostic.Warning(
        DiagnosticCode.SwarmOrphans,
        $"the stack \"{observed.Name}\" has services that the files do not declare: {string.Join(", ", orphans.Select(service => service.Spec!.Name).Order(StringComparer.Ordinal))}",
        default, help: "--prune removes them");
}
