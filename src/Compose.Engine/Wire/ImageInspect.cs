namespace Compose.Engine.Wire;

public sealed record ImageInspect
{
    public string Id { get => field ?? ""; init; }
    public IReadOnlyList<string> RepoTags { get => field ?? []; init; }
    public IReadOnlyList<string> RepoDigests { get => field ?? []; init; }
    public string? Created { get; init; }
    public long Size { get; init; }
    public string Os { get => field ?? ""; init; }
    public string Architecture { get => field ?? ""; init; }
    public string? Variant { get; init; }
    public ContainerConfig? Config { get; init; }
    public ImageMetadata? Metadata { get; init; }
    public ImageManifestDescriptor? Descriptor { get; init; }

    /// <summary>Given when asked for, from <see cref="ApiVersions.ImageManifests"/> on.</summary>
    public IReadOnlyList<ImageManifest>? Manifests { get; init; }
}
