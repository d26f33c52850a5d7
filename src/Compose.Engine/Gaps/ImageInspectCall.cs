using System.Text.Json;
using Compose.Engine.Transport;
using Compose.Engine.Versions;
using Docker.DotNet.Models;

namespace Compose.Engine.Gaps;

/// <summary>Upstream inspects an image without platform and manifests.</summary>
public static class ImageInspectCall
{
    /// <summary>Platform and manifests are asked for only where the engine knows them.</summary>
    public static async Task<InspectedImage> InspectImageAsync(
        this EngineClient engine, string name, Platform? platform = null, bool manifests = false,
        CancellationToken cancellationToken = default)
    {
        var version = await engine.VersionAsync(cancellationToken).ConfigureAwait(false);
        var wanted = platform is null || !ApiVersions.ImageInspectPlatform.IsOpen(version)
            ? null
            : JsonSerializer.Serialize(platform, GapJson.Default.Platform);
        var target = Target.OfImage(name, "/json")
            .Add("manifests", manifests && ApiVersions.ImageManifests.IsOpen(version)).Add("platform", wanted);
        return await engine.ReadAsync(new HttpRequest("GET", target.ToString()), GapJson.Default.InspectedImage, cancellationToken)
            .ConfigureAwait(false);
    }
}
