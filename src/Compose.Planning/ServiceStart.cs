using System.Collections.Immutable;
using Compose.Files.Model;
using Compose.Planning.Desired;
using Compose.Planning.Observed;

namespace Compose.Planning;

/// <summary>A service that is to be started. Without a compose file there is no <paramref name="Model"/>: then it has no hooks and no files.</summary>
internal sealed record ServiceStart(string Name, NamedMap<Dependency> DependsOn, Service? Model)
{
    public ImmutableArray<Replica> Replicas { get; init; } = [];
    public ImmutableArray<InjectedFile> Files { get; init; } = [];

    /// <summary>How its containers are replaced, when the file says so.</summary>
    public UpdatePolicy? Update { get; init; }

    /// <summary>The step that brought its provider up.</summary>
    public StepId? Provider { get; init; }

    public ImmutableArray<EndpointSpec> HookNetworks { get; init; } = [];
    public NamedMap<string> HookLabels { get; init; } = NamedMap<string>.Empty;

    /// <summary>What failed pre_start hooks have left.</summary>
    public ImmutableArray<ObservedContainer> StaleHooks { get; init; } = [];
}
