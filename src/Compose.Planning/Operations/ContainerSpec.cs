using System.Collections.Immutable;
using Compose.Files;
using Compose.Files.Model;
using Compose.Planning.Desired;
using Compose.Planning.Naming;

namespace Compose.Planning.Operations;

/// <summary>
/// Everything that the create call needs beyond the attributes of <see cref="Service"/>. References to other containers are in
/// <see cref="Shared"/>.
/// </summary>
public sealed record ContainerSpec
{
    public required ComposeProject Project { get; init; }
    public required Service Service { get; init; }

    /// <summary>Null for a one-off.</summary>
    public int? Number { get; init; }

    /// <summary>The final name, also if it is created under a temporary one.</summary>
    public required string Name { get; init; }

    public required ImageRef Image { get; init; }

    /// <summary>
    /// All labels but the config hash and the image digest, which <see cref="LabelsFor"/> adds: they depend on ids and on pulls.
    /// </summary>
    public required NamedMap<string> Labels { get; init; }

    /// <summary>Our own; empty if the engine does not list annotations.</summary>
    public NamedMap<string> Annotations { get; init; } = NamedMap<string>.Empty;

    public Dialect Dialect { get; init; }

    /// <summary>By priority: the first is the primary network. Empty with a network_mode.</summary>
    public ImmutableArray<EndpointSpec> Endpoints { get; init; } = [];

    /// <summary>`container:alias`, for containers that are in no network of the project.</summary>
    public ImmutableArray<string> Links { get; init; } = [];

    /// <summary>The containers behind `service:x` in network_mode, ipc, pid and volumes_from, by service.</summary>
    public NamedMap<ContainerRef> Shared { get; init; } = NamedMap<ContainerRef>.Empty;

    /// <summary>Named volumes by key.</summary>
    public NamedMap<VolumeRef> Volumes { get; init; } = NamedMap<VolumeRef>.Empty;

    /// <summary>The hash if nothing is <see cref="Shared"/>; otherwise it depends on ids.</summary>
    public SpecHash? Hash { get; init; }

    public ImmutableArray<InheritedVolume> Inherited { get; init; } = [];

    public bool IsOneOff => Number is null;

    /// <summary>
    /// The labels of the create call. <paramref name="idOf"/> returns the ids of containers that earlier steps have created.
    /// </summary>
    public NamedMap<string> LabelsFor(Func<ContainerRef, string> idOf, string? imageDigest = null)
    {
        var hash = Shared.Count == 0 && Hash is not null
            ? Hash
            : ConfigHashes.Of(Service, Shared.Select((_, container) => idOf(container)));
        var labels = Labels.With(LabelNames.ConfigHash, hash.In(Dialect));
        if (!Service.PreStop.IsEmpty && !Annotations.Contains(LabelNames.PreStop))
            labels = labels.With(LabelNames.PreStop, RememberedHooks.Withheld);
        if ((imageDigest ?? Image.Digest) is not { } digest)
            return labels;
        return labels.With(LabelNames.Image, digest);
    }

    /// <summary>The steps that create what this container uses.</summary>
    public IEnumerable<StepId> Makers()
    {
        var containers = Shared.Values.Select(container => container.Maker);
        var networks = Endpoints.Select(endpoint => endpoint.Network.Maker);
        var volumes = Volumes.Values.Select(volume => volume.Maker);
        return containers.Concat(networks).Concat(volumes).Append(Image.Maker).OfType<StepId>();
    }
}
