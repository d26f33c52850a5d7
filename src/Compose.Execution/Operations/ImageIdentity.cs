using System.Globalization;
using Compose.Engine;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Planning.Desired;
using Docker.DotNet.Models;

namespace Compose.Execution.Operations;

/// <summary>
/// What an image is, as the label on a container records it: the manifest of its platform where the engine tells, so that a new attestation
/// beside the same image changes nothing; the image's id otherwise.
/// </summary>
public static class ImageIdentity
{
    /// <summary>Null when the engine has no such image.</summary>
    public static async Task<ImageFacts?> FindAsync(
        EngineClient engine, string reference, string? platform, CancellationToken cancellationToken = default)
    {
        try
        {
            var image = await engine.InspectImageAsync(reference, manifests: true, cancellationToken: cancellationToken);
            if (!Serves(image, platform))
                return null;
            return new ImageFacts(reference, image.ID, Digest(image, platform))
            {
                RepoDigests = [.. image.RepoDigests.OrEmpty()],
                Volumes = [.. (image.Config?.Volumes).OrEmpty().Keys.Order(StringComparer.Ordinal)],
                HasHealthCheck = image.Config?.Healthcheck?.Test is { Count: > 0 } test && test[0] != "NONE",
                LastTagged = DateTimeOffset.TryParse(image.Metadata?.LastTagTime, CultureInfo.InvariantCulture, out var tagged)
                    ? tagged
                    : null,
            };
        }
        catch (EngineError error) when (error.Kind == EngineErrorKind.NotFound)
        {
            // Not there: it is pulled or built when it is needed.
            return null;
        }
    }

    /// <summary>An image of another platform than the one that is asked for is as good as none.</summary>
    private static bool Serves(InspectedImage image, string? platform)
    {
        if (platform?.Split('/') is not [var os, var architecture, ..])
            return true;
        var manifests = image.Manifests.OrEmpty()
            .Where(manifest => manifest is { Kind: "image", Available: true, Descriptor.Platform: not null }).ToList();
        return manifests.Count > 0
            ? manifests.Exists(manifest => Matches(manifest, platform))
            : image.Architecture.Length == 0 || (image.Os == os && image.Architecture == Known(architecture));
    }

    private static string Known(string architecture) =>
        architecture switch { "x86_64" or "x86-64" => "amd64", "aarch64" => "arm64", _ => architecture };

    private static string Digest(InspectedImage image, string? platform)
    {
        var manifests = image.Manifests.OrEmpty().Where(manifest => manifest is { Kind: "image", Available: true }).ToList();
        return manifests switch
        {
            [] => image.ID,
            [var only] => only.ID,
            _ => manifests.FirstOrDefault(manifest => Matches(manifest, platform))?.ID ?? image.ID,
        };
    }

    private static bool Matches(ManifestSummary manifest, string? platform) =>
        platform is not null && manifest.Descriptor?.Platform is { } own
        && $"{own.OS}/{own.Architecture}" + (string.IsNullOrEmpty(own.Variant) ? "" : "/" + own.Variant) is var text
        && (text == platform || text.StartsWith(platform + "/", StringComparison.Ordinal) || platform == own.OS);
}
