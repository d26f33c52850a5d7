using System.Globalization;
using Compose.Engine;
using Compose.Engine.Wire;
using Compose.Planning.Desired;

namespace Compose.Execution.Running;

/// <summary>
/// What an image is, as the label on a container records it: the manifest of its platform where the engine tells, so that a new attestation
/// beside the same image changes nothing; the image's id otherwise.
/// </summary>
public static class ImageIdentity
{
    /// <summary>Null when the engine has no such image.</summary>
    public static async Task<ImageFacts?> FindAsync(EngineClient engine, string reference, string? platform, CancellationToken cancellation = default)
    {
        try
        {
            var image = await engine.InspectImageAsync(reference, manifests: true, cancel: cancellation);
            return new ImageFacts(reference, image.Id, Digest(image, platform))
            {
                Volumes = [.. image.Config?.Volumes?.Keys.Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>()],
                HasHealthCheck = image.Config?.Healthcheck?.Test is { Count: > 0 } test && test[0] != "NONE",
                LastTagged = DateTimeOffset.TryParse(image.Metadata?.LastTagTime, CultureInfo.InvariantCulture, out var tagged) ? tagged : null,
            };
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound)
        {
            // Not there: whoever needs it pulls or builds it.
            return null;
        }
    }

    private static string Digest(ImageInspect image, string? platform)
    {
        var manifests = (image.Manifests ?? []).Where(manifest => manifest is { Kind: "image", Available: true }).ToList();
        return manifests switch
        {
            [] => image.Id,
            [var only] => only.ID,
            _ => manifests.FirstOrDefault(manifest => Matches(manifest, platform))?.ID ?? image.Id,
        };
    }

    private static bool Matches(ImageManifest manifest, string? platform) =>
        platform is not null && manifest.Descriptor?.Platform is { } own
        && $"{own.Os}/{own.Architecture}" + (string.IsNullOrEmpty(own.Variant) ? "" : "/" + own.Variant) is var text
        && (text == platform || text.StartsWith(platform + "/", StringComparison.Ordinal) || platform == own.Os);
}
