using System.Collections.Immutable;
using System.Globalization;
using Compose.Files.Model;
using Compose.Planning.Attributes;
using Compose.Planning.Naming;

namespace Compose.Planning.Observed;

/// <summary>A container of the project as the engine reports it. Earlier decisions of ours are in its labels, and only there.</summary>
public sealed record ObservedContainer
{
    public required string Id { get; init; }

    /// <summary>Without the engine's leading slash.</summary>
    public required string Name { get; init; }

    public NamedMap<string> Labels { get; init; } = NamedMap<string>.Empty;

    /// <summary>The user's and ours; empty if the engine does not list them.</summary>
    public NamedMap<string> Annotations { get; init; } = NamedMap<string>.Empty;

    public ContainerState State { get; init; }
    public HealthState Health { get; init; }
    public int ExitCode { get; init; }

    /// <summary>Minimum uptime in whole seconds; null after a minute, and for a container that does not run.</summary>
    public TimeSpan? UpFor { get; init; }
    public DateTimeOffset Created { get; init; }

    /// <summary>Another tool created it, and the file says that the service replaces it (<see cref="Adoption"/>).</summary>
    public bool IsAdopted { get; init; }

    /// <summary>The image reference it was created from.</summary>
    public string Image { get; init; } = "";

    public ImmutableArray<ObservedEndpoint> Networks { get; init; } = [];
    public ImmutableArray<ObservedMount> Mounts { get; init; } = [];

    /// <summary>The host ports that it occupies while it runs.</summary>
    public ImmutableArray<int> HostPorts { get; init; } = [];

    /// <summary>
    /// The engine's values by attribute path ("environment.LOG"), the old values of a reason; read only when a plan is explained.
    /// </summary>
    public NamedMap<string> Attributes { get; init; } = NamedMap<string>.Empty;

    /// <summary>
    /// The container ids in its network, ipc and pid modes; read only if a file has `container:NAME` there, otherwise null.
    /// </summary>
    public ImmutableArray<string>? NamespaceContainerIds { get; init; }

    /// <summary>It was created to share namespaces, but not with this container.</summary>
    public bool SharesNamespaceWithOtherThan(string id) => NamespaceContainerIds is { IsEmpty: false } known && !known.Contains(id);

    public string Service => Label(LabelNames.Service) ?? "";
    public string? ConfigHash => Label(LabelNames.ConfigHash);
    public string? ImageDigest => Label(LabelNames.Image);
    public string? ImageVolumeDigest => Label(LabelNames.ImageVolumeDigest);
    public DigestKey? Key => DigestKey.Of(Annotations, Labels);

    /// <summary>From its label, or read from inside a container without that label.</summary>
    public string? ContentDigest { get => field ?? Label(LabelNames.ContentDigest); init; }

    public bool IsOneOff => Label(LabelNames.OneOff) == "True";

    /// <summary>The container of a pre_start hook; not a replica.</summary>
    public bool IsHook => Labels.Contains(LabelNames.Hook);

    public int Number =>
        int.TryParse(Label(LabelNames.Number), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>It was renamed for its replacement, and the run was interrupted before the replacement was known to work.</summary>
    public bool IsReplaced => ContainerName.IsReplaced(Id, Name);

    /// <summary>Its name when no replacement is under way.</summary>
    public string FinalName => ContainerName.Final(Id, Name);

    /// <summary>It has a process that can be stopped.</summary>
    public bool IsActive => State is ContainerState.Running or ContainerState.Paused or ContainerState.Restarting;

    public string? Label(string name) => Labels.TryGet(name, out var value) ? value : null;

    /// <summary>A container that has never run lists its networks without ids.</summary>
    public bool IsConnectedTo(ObservedNetwork network) => Networks.Any(endpoint =>
        endpoint.NetworkId == network.Id || (endpoint.NetworkId.Length == 0 && endpoint.NetworkName == network.Name));

    public static IEnumerable<ObservedContainer> InOrder(IEnumerable<ObservedContainer> containers) => containers
        .OrderBy(container => container.Service, StringComparer.Ordinal)
        .ThenBy(container => container.Number)
        .ThenBy(container => container.Name, StringComparer.Ordinal);
}
