using System.Collections.Immutable;
using Compose.Files.Model;

namespace Compose.Planning.Desired;

/// <summary>A service with everything that its replicas have in common.</summary>
public sealed record ServiceSpec(Service Service)
{
    public string Name => Service.Name;
    public required int Replicas { get; init; }

    /// <summary>Without project-wide names the reference is `project-service`.</summary>
    public required string ImageReference { get; init; }

    /// <summary>Null when the image is not on the engine yet.</summary>
    public ImageFacts? Image { get; init; }

    /// <summary>Worked out when a container is to be made: of a stack that is up to date nobody asks.</summary>
    public required Lazy<NamedMap<string>> Labels { get; init; }

    /// <summary>Of the service as it is written; what shares containers of others has one for their ids instead.</summary>
    public required SpecHash Hash { get; init; }

    /// <summary>Digests of the configs and secrets that it uses, as in <see cref="DesiredOptions.ContentDigests"/>.</summary>
    public NamedMap<string> Contents { get; init; } = NamedMap<string>.Empty;

    /// <summary>`target=digest,…` of the images that are mounted.</summary>
    public string? ImageVolumeDigest { get; init; }

    /// <summary>What is to be written into each container before it starts.</summary>
    public ImmutableArray<InjectedFile> Files { get; init; } = [];

    /// <summary>The services whose namespaces or volumes its containers share.</summary>
    public ImmutableArray<string> Parents { get; init; } = [];

    /// <summary>Its dependencies, also those that other attributes imply.</summary>
    public NamedMap<Dependency> DependsOn => Service.DependsOn;
}
