using Compose.Host;

namespace Compose.Engine.Artifacts;

/// <summary>A published project: reads it with every digest and size checked, and within limits.</summary>
public sealed record Artifact(string Digest, IReadOnlyList<LayerContent> Layers)
{
    public const int MostLayers = ManifestText.MostParts;
    public const int LongestLayer = 1024 * 1024;
    public const int LongestTotal = 8 * 1024 * 1024;
    private const int LongestManifest = 4 * 1024 * 1024;
    private const string Accepted = MediaTypes.Manifest + ", " + MediaTypes.Index;

    /// <summary>The digest that the name stands for. Nothing but the manifest is read.</summary>
    public static async Task<string> DigestAsync(RegistryClient registry, CancellationToken cancellationToken) =>
        (await ManifestAsync(registry, registry.Name.Reference, cancellationToken).ConfigureAwait(false)).Digest;

    public static async Task<Artifact> ReadAsync(RegistryClient registry, CancellationToken cancellationToken)
    {
        var top = await ManifestAsync(registry, registry.Name.Reference, cancellationToken).ConfigureAwait(false);
        var manifest = ManifestText.Parse(top.Content);
        if (manifest.Manifests.Count > 0)
        {
            var own = manifest.Manifests.FirstOrDefault(entry => entry.ArtifactType == MediaTypes.Project)
                ?? throw ManifestText.Wrong("it is an index without a compose project");
            manifest = ManifestText.Parse((await ManifestAsync(registry, own.Digest, cancellationToken).ConfigureAwait(false)).Content);
        }

        if (manifest.ArtifactType != MediaTypes.Project && manifest.ConfigType != MediaTypes.OldEmptyConfig)
            throw new RegistryFailure($"{registry.Name} is not a compose project");
        return new Artifact(top.Digest, await LayersAsync(registry, manifest, cancellationToken).ConfigureAwait(false));
    }

    private static async Task<FetchedManifest> ManifestAsync(RegistryClient registry, string reference, CancellationToken cancellationToken)
    {
        using var answer = await registry.SendAsync(HttpMethod.Get, $"manifests/{reference}", () => null, Accepted,
            cancellationToken).ConfigureAwait(false);
        var content = await BoundedBody.ReadAsync(answer.Content, LongestManifest, "a manifest", cancellationToken).ConfigureAwait(false);
        var digest = "sha256:" + ContentDigest.Hex(content);
        if (ArtifactName.IsDigest(reference) && reference != digest)
            throw new RegistryFailure($"{registry.Name.Registry} sends another manifest than {reference}");
        return new FetchedManifest(digest, content);
    }

    private static async Task<List<LayerContent>> LayersAsync(
        RegistryClient registry, ManifestText manifest, CancellationToken cancellationToken)
    {
        if (manifest.Layers.Any(layer => layer.Size > LongestLayer))
            throw new RegistryFailure($"{registry.Name} has a layer of more than {LongestLayer} bytes");
        if (manifest.Layers.Sum(layer => layer.Size) > LongestTotal)
            throw new RegistryFailure($"{registry.Name} has layers of more than {LongestTotal} bytes");
        var layers = new List<LayerContent>();
        foreach (var layer in manifest.Layers)
            layers.Add(new LayerContent(layer, await BlobAsync(registry, layer, cancellationToken).ConfigureAwait(false)));
        return layers;
    }

    private static async Task<byte[]> BlobAsync(RegistryClient registry, Layer layer, CancellationToken cancellationToken)
    {
        using var answer = await registry.SendAsync(HttpMethod.Get, $"blobs/{layer.Digest}", () => null, null,
            cancellationToken).ConfigureAwait(false);
        var content = await BoundedBody.ReadAsync(answer.Content, (int)layer.Size, "a layer", cancellationToken).ConfigureAwait(false);
        if (content.Length != layer.Size)
            throw new RegistryFailure($"{registry.Name.Registry} sends {content.Length} of {layer.Size} bytes of {layer.Digest}");
        return "sha256:" + ContentDigest.Hex(content) == layer.Digest ? content
            : throw new RegistryFailure($"{registry.Name.Registry} sends other content than {layer.Digest}");
    }
}
