using System.Globalization;
using Compose.Engine.Artifacts;
using Compose.Engine.Registry;
using Compose.Execution.Remotes;
using Compose.Host;

namespace Compose.Execution.Publishing;

/// <summary>Writes a project into a registry, as the artifact that Docker Compose makes.</summary>
public static class Publisher
{
    /// <summary>Whether the text names a repository, with a tag or without.</summary>
    public static bool IsTarget(string text) => ArtifactName.Parse(text) is { Digest: null };

    /// <summary>The digest of what was written.</summary>
    /// <exception cref="ReportedFailure">The registry refuses, or is not there.</exception>
    public static async Task<string> RunAsync(PublishOrder order, CancellationToken cancellationToken)
    {
        var name = ArtifactName.Parse(order.Target)!;
        using var registry = new RegistryClient(name, "pull,push", order.Environment, order.InsecureRegistries);
        var upload = new RegistryUpload(registry);
        List<LayerContent> layers = [.. order.Files.Select(file => new LayerContent(LayerOf(file, order.Version), file.Content))];
        if (layers.Count > Artifact.MostLayers || layers.Any(layer => layer.Content.Length > Artifact.LongestLayer)
            || layers.Sum(layer => layer.Content.Length) > Artifact.LongestTotal)
            throw new RemoteFailure($"a published project has at most {Artifact.MostLayers} files of {Artifact.LongestLayer} bytes, "
                + $"in all {Artifact.LongestTotal} bytes");
        await upload.BlobAsync(ManifestWriter.EmptyConfig, cancellationToken);
        foreach (var layer in layers)
            await upload.BlobAsync(layer.Content, cancellationToken);
        var manifest = await ManifestAsync(order, name, upload, layers, cancellationToken);
        if (order.Images.Length > 0)
            await ImagesAsync(order, upload, manifest, cancellationToken);
        return manifest.Digest;
    }

    private static async Task<Layer> ManifestAsync(
        PublishOrder order, ArtifactName name, RegistryUpload upload, List<LayerContent> layers, CancellationToken cancellationToken)
    {
        var created = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        try
        {
            return await WriteAsync(isOld: order.OciVersion == "1.0");
        }
        catch (RegistryFailure refusal) when (
            order.OciVersion.Length == 0 && refusal.Status is >= 400 and < 500 and not (401 or 403 or 407))
        {
            // A registry from before OCI 1.1.
            return await WriteAsync(isOld: true);
        }

        async Task<Layer> WriteAsync(bool isOld)
        {
            var content = ManifestWriter.Manifest(layers, isOld, created);
            var digest = await upload.ManifestAsync(content, MediaTypes.Manifest, name.Tag, cancellationToken);
            return new Layer(MediaTypes.Manifest, digest, content.Length)
            {
                Annotations = new SortedDictionary<string, string>(StringComparer.Ordinal)
                {
                    ["com.docker.compose.version"] = order.Version,
                },
                ArtifactType = isOld ? "" : MediaTypes.Project,
            };
        }
    }

    private static async Task ImagesAsync(PublishOrder order, RegistryUpload upload, Layer manifest, CancellationToken cancellationToken)
    {
        var images = new List<Layer>();
        foreach (var image in order.Images)
        {
            var name = ArtifactName.Parse(ImageName.InFull(image))
                ?? throw new RemoteFailure($"{image} is no name of an image in a registry");
            order.Progress($"{image} copying");
            using var from = new RegistryClient(name, "pull", order.Environment, order.InsecureRegistries);
            images.Add(await upload.CopyAsync(from, cancellationToken));
        }

        await upload.ManifestAsync(ManifestWriter.Index(images, manifest, order.Version), MediaTypes.Index, null, cancellationToken);
    }

    private static Layer LayerOf(PublishedFile file, string version)
    {
        var isVariables = file.Kind == PublishedKind.Environment;
        var annotations = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [isVariables ? "com.docker.compose.envfile" : "com.docker.compose.file"] = file.Name,
            ["com.docker.compose.version"] = version,
        };
        if (file.Kind == PublishedKind.Extended)
            annotations["com.docker.compose.extends"] = "true";
        return new Layer(isVariables ? MediaTypes.EnvFile : MediaTypes.ComposeFile, "sha256:" + ContentDigest.Hex(file.Content),
            file.Content.Length)
        {
            Annotations = annotations,
        };
    }
}
