using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Swarm.Binding;
using Compose.Planning.Swarm.Checks;
using Compose.Planning.Swarm.Desired;
using Compose.Planning.Swarm.Observed;
using Compose.Planning.Swarm.Releases;

namespace Compose.Planning.Swarm;

/// <summary>
/// Networks, configs and secrets first, then services in the order of depends_on, then the removal of what nothing names any more.
/// </summary>
internal sealed class StackUpPlanner
{
    private readonly ComposeProject _project;
    private readonly ObservedStack _observed;
    private readonly SwarmPolicy _policy;
    private readonly StackInputs _inputs;
    private readonly PlanBuilder _builder = new();
    private readonly NetworkReplacement _replacement;
    private readonly ImmutableArray<StackFile> _configs;
    private readonly ImmutableArray<StackFile> _secrets;

    /// <param name="project">The project.</param>
    /// <param name="observed">What the swarm has.</param>
    /// <param name="inputs">Contents and digests.</param>
    /// <param name="policy">What was asked for.</param>
    /// <param name="isJob">The plan creates a job and leaves the services as they are.</param>
    public StackUpPlanner(ComposeProject project, ObservedStack observed, StackInputs inputs, SwarmPolicy policy, bool isJob = false)
    {
        (_project, _observed, _inputs, _policy) = (project, observed, inputs, policy);
        _replacement = new NetworkReplacement(project, observed, isJob ? [] : project.Services.Values);
        _configs = [.. StackFile.Configs(project, observed, inputs)];
        _secrets = [.. StackFile.Secrets(project, observed, inputs, policy.RotateSecrets)];
    }

    public Plan Plan()
    {
        foreach (var problem in Problems())
            _builder.Report(problem);
        var made = Networks(_replacement.Remove(_builder, _project.Services)).Concat(Files()).ToImmutableArray();
        var services = new ServicePlanner(_project, _replacement.After, Bindings(), _policy, _inputs.Redaction, _builder);
        services.Add(made);
        var settled = services.Settle();
        var pruning = new StackPruning(_observed, _policy, Declared(), _builder);
        var removed = pruning.Services(settled);
        var release = new ReleasePlanner(
            _observed, services.Declared.Concat(pruning.Remaining(services.Declared)),
            services.HasChanges || removed.Length > settled.Length, _policy.Wait);
        pruning.Rest([.. _configs, .. _secrets], [.. services.Kept, .. release.Kept], removed);
        release.Add(_builder, _policy.By, removed);
        return _builder.Build() with { Redaction = _inputs.Redaction };
    }

    /// <summary>The specs that the services would have.</summary>
    public IEnumerable<Docker.DotNet.Models.ServiceSpec> Specs()
    {
        var services = new ServicePlanner(_project, _observed, Bindings(), _policy, _inputs.Redaction, _builder);
        services.Add([]);
        return services.Declared.Select(spec => ReleaseSpecs.Named(spec, _observed));
    }

    /// <summary>A job of the only service, and what it needs.</summary>
    public Plan Job(string name)
    {
        foreach (var problem in Problems())
            _builder.Report(problem);
        var made = Networks([]).Concat(Files()).ToImmutableArray();
        var service = _project.Services.Values.Single();
        _builder.Add(
            new Operation.CreateService(service.Name, OneOffJob.Spec(_project, service, Bindings(), name)),
            new Reason(ReasonCode.Requested), made);
        return _builder.Build() with { Redaction = _inputs.Redaction };
    }

    private IEnumerable<Diagnostic> Problems() =>
    [
        .. AttributeChecks.Of(_project), .. NameChecks.Of(_project, _configs, _secrets), .. ExternalChecks.Of(_project, _observed),
        .. NetworkChecks.Of(_project, _observed), .. _replacement.Problems(), .. PortChecks.Of(_project, _observed, _policy.Scale),
        .. DeviceChecks.Of(_project, _observed), .. DataChecks.Of(_project, _observed),
        .. _policy.ChecksNodes ? NodeChecks.Of(_project, _observed, _policy.Scale) : [],
    ];

    /// <param name="replaced">Removals of networks that are created again.</param>
    private IEnumerable<StepId> Networks(ImmutableArray<StepId> replaced)
    {
        foreach (var network in NetworkMapping.Owned(_project))
            if (_replacement.After.FindNetwork(network.Name) is null)
                yield return _builder.Add(new Operation.CreateStackNetwork(network, NetworkMapping.Request(_project, network)),
                    new Reason(_observed.FindNetwork(network.Name) is null ? ReasonCode.Missing : ReasonCode.Replaced), replaced);
    }

    private IEnumerable<StepId> Files()
    {
        foreach (var secret in _secrets.Where(file => file.IsMissing))
            yield return _builder.Add(new Operation.CreateSecret(secret.File, secret.SecretSpec(_project.Name)), Why(secret));
        foreach (var config in _configs.Where(file => file.IsMissing))
            yield return _builder.Add(new Operation.CreateConfig(config.File, config.ConfigSpec(_project.Name)), Why(config));
        foreach (var change in Relabelling.Secrets(_secrets, _observed).Concat(Relabelling.Configs(_configs, _observed)))
            yield return _builder.Add(change.Operation, change.Reason);
    }

    private static Reason Why(StackFile file) => new(file.Bound.Name == file.File.Name ? ReasonCode.Missing : ReasonCode.ContentChanged);

    private StackBindings Bindings() => new()
    {
        Configs = Bound(_configs, External(_project.Configs, _observed.AllConfigs.Select(config => (config.Spec.Name, config.ID)))),
        Secrets = Bound(_secrets, External(_project.Secrets, _observed.AllSecrets.Select(secret => (secret.Spec.Name, secret.ID)))),
        Networks = new NamedMap<string>(_replacement.After.AllNetworks.Where(network => network.Scope == "swarm")
            .Select(network => KeyValuePair.Create(network.Name, network.ID))),
        Images = ImageBinding.Of(_project, _observed, _inputs, _policy.Resolve),
        ResourceKinds = _observed.ResourceKinds,
    };

    private static NamedMap<BoundFile> Bound(ImmutableArray<StackFile> own, IEnumerable<KeyValuePair<string, BoundFile>> external) =>
        new(own.Select(file => KeyValuePair.Create(file.File.Key, file.Bound)).Concat(external));

    private static IEnumerable<KeyValuePair<string,
        BoundFile>> External(NamedMap<FileObject> files, IEnumerable<(string? Name, string Id)> existing) =>
        from file in files.Values
        where file.External
        join item in existing on file.Name equals item.Name
        select KeyValuePair.Create(file.Key, new BoundFile(file.Name, item.Id));

    /// <summary>Services that are only not selected now are no orphans.</summary>
    private ImmutableHashSet<string> Declared() =>
        [.. _project.Services.Values.Concat(_project.DisabledServices.Values).Select(service => ServiceMapping.NameOf(_project, service))];
}
