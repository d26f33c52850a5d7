using System.Text.Json;
using Compose.Engine.Gaps;
using Compose.Engine.Transport;
using Docker.DotNet.Models;

namespace Compose.Engine;

/// <summary>Upstream inspects an image without platform and manifests.</summary>
public sealed partial class EngineClient
{
    /// <summary>Platform and manifests are asked for only where the engine knows them.</summary>
    public async Task<InspectedImage> InspectImageAsync(
        string name, Platform? platform = null, bool manifests = false, CancellationToken cancellationToken = default)
    {
        var version = await VersionAsync(cancellationToken).ConfigureAwait(false);
        var wanted = platform is null || !ApiVersions.ImageInspectPlatform.IsOpen(version)
            ? null
            : JsonSerializer.Serialize(platform, GapJson.Default.Platform);
        var target = Target.OfImage(name, "/json")
            .Add("manifests", manifests && ApiVersions.ImageManifests.IsOpen(version)).Add("platform", wanted);
        return await ReadAsync(new HttpRequest("GET", target.ToString()), GapJson.Default.InspectedImage, cancellationToken)
            .ConfigureAwait(false);
    }
}
