using System.Collections.Immutable;
using Compose.Files;
using Compose.Files.Model;

namespace Compose.Planning.Desired;

/// <summary>
/// One container, decided: everything the create call needs that is not an attribute of the service itself. Attributes are read from
/// <see cref="Service"/>; references to other containers are in <see cref="Shared"/>.
/// </summary>
public sealed record ContainerSpec
{
    public required ComposeProject Project { get; init; }
    public required Service Service { get; init; }

    /// <summary>Null for a one-off.</summary>
    public int? Number { get; init; }

    /// <summary>The final name, whatever it is created under.</summary>
    public required string Name { get; init; }

    public required ImageRef Image { get; init; }

    /// <summary>All labels but the config hash and the image digest, which <see cref="LabelsFor"/> adds: they depend on ids and on a pull.</summary>
    public required NamedMap<string> Labels { get; init; }

    /// <summary>Ours, beside those of the service; empty where the engine does not list annotations.</summary>
    public NamedMap<string> Annotations { get; init; } = NamedMap<string>.Empty;

    public Dialect Dialect { get; init; }

    /// <summary>By priority: the first is the primary network. Empty with a network mode.</summary>
    public ImmutableArray<EndpointSpec> Endpoints { get; init; } = [];

    /// <summary>Links for containers that are in no network of the project (`container:alias`).</summary>
    public ImmutableArray<string> Links { get; init; } = [];

    /// <summary>The containers behind `service:x` in network_mode, ipc, pid and volumes_from, by service.</summary>
    public NamedMap<ContainerRef> Shared { get; init; } = NamedMap<ContainerRef>.Empty;

    /// <summary>Named volumes by their key in the file.</summary>
    public NamedMap<VolumeRef> Volumes { get; init; } = NamedMap<VolumeRef>.Empty;

    /// <summary>The hash when nothing is <see cref="Shared"/>; otherwise it depends on ids.</summary>
    public SpecHash? Hash { get; init; }

    public ImmutableArray<InheritedVolume> Inherited { get; init; } = [];

    public bool IsOneOff => Number is null;

    /// <summary>The labels to create it with. <paramref name="idOf"/> knows what earlier steps have made.</summary>
    public NamedMap<string> LabelsFor(Func<ContainerRef, string> idOf, string? imageDigest = null)
    {
        var hash = Shared.Count == 0 && Hash is not null ? Hash : ConfigHashes.Of(Service, Shared.Select((_, container) => idOf(container)));
        var labels = Labels.With(LabelNames.ConfigHash, hash.In(Dialect));
        if (!Service.PreStop.IsEmpty && !Annotations.Contains(LabelNames.PreStop))
            labels = labels.With(LabelNames.PreStop, RememberedHooks.Withheld);
        if ((imageDigest ?? Image.Digest) is not { } digest)
            return labels;
        return labels.With(LabelNames.Image, digest);
    }

    /// <summary>The steps that make what this container uses.</summary>
    public IEnumerable<StepId> Makers()
    {
        var containers = Shared.Values.Select(container => container.Maker);
        var networks = Endpoints.Select(endpoint => endpoint.Network.Maker);
        var volumes = Volumes.Values.Select(volume => volume.Maker);
        return containers.Concat(networks).Concat(volumes).Append(Image.Maker).OfType<StepId>();
    }
}
