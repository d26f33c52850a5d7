using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Swarm.Binding;
using Compose.Planning.Swarm.Desired;
using Compose.Planning.Swarm.Observed;
using Api = Docker.DotNet.Models;

namespace Compose.Planning.Swarm;

/// <summary>
/// Removes what the files no longer declare. A config or secret stays while a spec names it, also the one before: the swarm's rollback
/// needs it.
/// </summary>
internal sealed class StackPruning
{
    private static readonly Reason Orphan = new(ReasonCode.Orphan);
    private readonly ObservedStack _observed;
    private readonly SwarmPolicy _policy;
    private readonly PlanBuilder _builder;
    private readonly List<Api.SwarmService> _orphans;

    /// <param name="observed">What the swarm has.</param>
    /// <param name="policy">What was asked for.</param>
    /// <param name="declared">The names of the services of the files, on or off.</param>
    /// <param name="builder">Takes the steps.</param>
    public StackPruning(ObservedStack observed, SwarmPolicy policy, ImmutableHashSet<string> declared, PlanBuilder builder)
    {
        (_observed, _policy, _builder) = (observed, policy, builder);
        _orphans = [.. observed.Services.Where(service => !declared.Contains(service.Spec!.Name!) && !IsOneOff(service))];
    }

    /// <param name="settled">After these steps everything new is in use.</param>
    /// <returns>The same steps, and the removals of services.</returns>
    public ImmutableArray<StepId> Services(ImmutableArray<StepId> settled)
    {
        if (_policy is { Prune: false, IgnoresOrphans: false } && _orphans.Count > 0)
            _builder.Report(Warning());
        return _policy.Prune
            ? [.. settled, .. _orphans.Select(service =>
                _builder.Add(new Operation.RemoveService("", service.ID, service.Spec!.Name!), Orphan, settled, Risk.Downtime)).ToList()]
            : settled;
    }

    /// <summary>The services that the plan neither changes nor removes, except for those of `run`.</summary>
    public IEnumerable<Api.ServiceSpec> Remaining(IReadOnlyList<Api.ServiceSpec> declared) =>
        _observed.Services.Where(service => !IsOneOff(service) && IsNotTouched(service, declared)).Select(service => service.Spec!);

    /// <param name="files">Old versions of these are removed even without a wish to prune.</param>
    /// <param name="kept">What these specs name stays.</param>
    /// <param name="after">After these steps nothing else names them.</param>
    public void Rest(ImmutableArray<StackFile> files, IReadOnlyList<Api.ServiceSpec> kept, ImmutableArray<StepId> after)
    {
        var remaining = kept.Concat(_observed.Services.Where(service => IsNotTouched(service, kept)).SelectMany(Specs)).ToList();
        var used = remaining.SelectMany(FilesOf).ToHashSet(StringComparer.Ordinal);
        foreach (var secret in _observed.Secrets.Where(secret => IsUnused(secret.Spec.Name!, files, used)))
            _builder.Add(new Operation.RemoveSecret(secret.ID, secret.Spec.Name!), Orphan, after);
        foreach (var config in _observed.Configs.Where(config => IsUnused(config.Spec.Name!, files, used)))
            _builder.Add(new Operation.RemoveConfig(config.ID, config.Spec.Name!), Orphan, after);
        if (!_policy.Prune)
            return;
        var joined = remaining.SelectMany(spec => spec.TaskTemplate?.Networks ?? []).Select(network => network.Target)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var network in _observed.Networks.Where(network => !joined.Contains(network.ID) && !joined.Contains(network.Name)))
            _builder.Add(new Operation.RemoveStackNetwork(network.ID, network.Name), Orphan, after);
    }

    private bool IsNotTouched(Api.SwarmService service, IReadOnlyList<Api.ServiceSpec> planned) =>
        !(_policy.Prune && _orphans.Contains(service)) && planned.All(spec => spec.Name != service.Spec!.Name);

    private static bool IsOneOff(Api.SwarmService service) => service.Spec!.Labels?.ContainsKey(StackLabels.OneOff) == true;

    private bool IsUnused(string name, ImmutableArray<StackFile> files, HashSet<string> used) =>
        files.All(file => file.Bound.Name != name)
        && (_policy.Prune || files.Any(file => StackFile.IsVersionOf(file.File.Name, name)))
        && !used.Contains(name);

    private static IEnumerable<Api.ServiceSpec> Specs(Api.SwarmService service) =>
        new[] { service.Spec, service.PreviousSpec }.OfType<Api.ServiceSpec>();

    /// <summary>Names of configs and secrets: the same name for both is no harm, one more is kept.</summary>
    private static IEnumerable<string> FilesOf(Api.ServiceSpec spec) =>
        (spec.TaskTemplate?.ContainerSpec?.Secrets ?? []).Select(secret => secret.SecretName)
            .Concat((spec.TaskTemplate?.ContainerSpec?.Configs ?? []).Select(config => config.ConfigName));

    private Diagnostic Warning() => Diagnostic.Warning(
        DiagnosticCode.SwarmOrphans,
        $"the stack \"{_observed.Name}\" has services that the files do not declare: {string.Join(", ", _orphans.Select(service => service.Spec!.Name).Order(StringComparer.Ordinal))}",
        default, help: "--prune removes them");
}
