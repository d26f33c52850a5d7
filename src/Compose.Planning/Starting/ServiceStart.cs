using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Context;
using Compose.Planning.Desired;
using Compose.Planning.Observed;
using Compose.Planning.Operations;
using Compose.Planning.Updates;

namespace Compose.Planning.Starting;

/// <summary>A service to start. Without compose files there is no <paramref name="Model"/>, and so no hooks and no files.</summary>
internal sealed record ServiceStart(string Name, NamedMap<Dependency> DependsOn, Service? Model)
{
    public ImmutableArray<PlannedReplica> Replicas { get; init; } = [];
    public ImmutableArray<InjectedFile> Files { get; init; } = [];

    /// <summary>deploy.update_config, if declared.</summary>
    public UpdatePolicy? Update { get; init; }

    /// <summary>The step that runs `up` of its provider.</summary>
    public StepId? Provider { get; init; }

    /// <summary>The containers of its pre_start hooks.</summary>
    public ImmutableArray<ContainerSpec> Hooks { get; init; } = [];

    /// <summary>Containers of failed pre_start hooks.</summary>
    public ImmutableArray<ObservedContainer> StaleHooks { get; init; } = [];
}
