namespace Compose.Engine.Wire;

/// <summary>What a registry has under a name.</summary>
public sealed record DistributionInspect
{
    public ImageManifestDescriptor? Descriptor { get; init; }
    public IReadOnlyList<ImagePlatform> Platforms { get => field ?? []; init; }
}
