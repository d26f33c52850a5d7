using System.Collections.Immutable;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Registry;
using Compose.Planning.Naming;
using Docker.DotNet.Models;

namespace Compose.Execution.Queries;

/// <summary>The image that a container was made from, as far as it is still there.</summary>
public sealed record ImageRow(ContainerRow Container)
{
    public string Id { get; init; } = "";
    public string Repository { get; init; } = "";
    public string Tag { get; init; } = "";

    /// <summary>`linux/arm64/v8`; empty when the image is gone.</summary>
    public string Platform { get; init; } = "";

    public long Size { get; init; }

    /// <summary>As the engine writes them; empty is unknown.</summary>
    public string Created { get; init; } = "";

    public string LastTagged { get; init; } = "";

    /// <summary>Containers share images: each image is asked for once.</summary>
    internal static async Task<ImmutableArray<ImageRow>> ReadAsync(
        EngineClient engine, IReadOnlyList<ContainerRow> containers, CancellationToken cancellationToken)
    {
        var images = containers.Select(Key).Distinct().ToDictionary(key => key, key => InspectAsync(engine, key, cancellationToken));
        await Task.WhenAll(images.Values);
        return [.. containers.Select(container => Of(container, images[Key(container)].Result))];
    }

    private static (string Image, string Id, Platform? Platform) Key(ContainerRow container) =>
        (container.Image, container.ImageId, container.ImagePlatform);

    private static ImageRow Of(ContainerRow container, (string Id, InspectedImage? Image) found)
    {
        var (repository, tag) = Name(container.Image);
        var row = new ImageRow(container) { Id = found.Id, Repository = repository, Tag = tag };
        return found.Image is not { } image
            ? row
            : row with
            {
                Platform = string.Join(
                    '/', new[] { image.Os, image.Architecture, image.Variant }.Where(part => !string.IsNullOrEmpty(part))),
                Size = image.Size,
                Created = image.Created ?? "",
                LastTagged = image.Metadata?.LastTagTime is { } tagged && !tagged.StartsWith("0001-", StringComparison.Ordinal)
                    ? tagged
                    : "",
            };
    }

    /// <summary>An image can be gone while its container runs: then the container's word is all there is.</summary>
    private static async Task<(string Id, InspectedImage? Image)> InspectAsync(
        EngineClient engine, (string Image, string Id, Platform? Platform) wanted, CancellationToken cancellationToken)
    {
        try
        {
            var image = await engine.InspectImageAsync(wanted.Image, cancellationToken: cancellationToken);
            var own = wanted.Platform is null
                ? image
                : await engine.InspectImageAsync(wanted.Image, wanted.Platform, cancellationToken: cancellationToken);
            return (image.ID, own);
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound)
        {
            return (wanted.Id, null);
        }
    }

    /// <summary>As people write it: without the default registry. The engine names an image whose tag has moved on by its id.</summary>
    private static (string Repository, string Tag) Name(string image)
    {
        if (image.StartsWith("sha256:", StringComparison.Ordinal))
            return ("", "");
        var (repository, tag) = ImageName.Split(ImageReference.Familiar(image));
        return (repository, image.Contains('@') ? "" : tag);
    }
}
