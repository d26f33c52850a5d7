using System.Collections.Immutable;
using Compose.Files.Model;

namespace Compose.Planning.Desired;

/// <summary>A service with everything that its replicas have in common.</summary>
public sealed record ServiceSpec(Service Service)
{
    public string Name => Service.Name;
    public required int Replicas { get; init; }

    /// <summary>`project-service` for a service without an image.</summary>
    public required string ImageReference { get; init; }

    /// <summary>Null if the image is not on the engine.</summary>
    public ImageFacts? Image { get; init; }

    /// <summary>Computed only when a container is created.</summary>
    public required Lazy<NamedMap<string>> Labels { get; init; }

    /// <summary>The hash of the service as written; a service that shares containers of others gets one with their ids instead.</summary>
    public required SpecHash Hash { get; init; }

    /// <summary>Digests of its configs and secrets, see <see cref="DesiredOptions.ContentDigests"/>.</summary>
    public NamedMap<string> Contents { get; init; } = NamedMap<string>.Empty;

    /// <summary>`target=digest,…` of its mounted images.</summary>
    public string? ImageVolumeDigest { get; init; }

    /// <summary>Files that are written into each container before it starts.</summary>
    public ImmutableArray<InjectedFile> Files { get; init; } = [];

    /// <summary>The services whose namespaces or volumes its containers share.</summary>
    public ImmutableArray<string> Parents { get; init; } = [];

    /// <summary>Including dependencies that other attributes imply.</summary>
    public NamedMap<Dependency> DependsOn => Service.DependsOn;
}
