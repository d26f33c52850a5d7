using System.Globalization;
using System.Text.Json;
using Compose.Engine.Gaps;
using Compose.Engine.Registry;
using Docker.DotNet.Models;

namespace Compose.Engine;

/// <summary>Upstream lacks <c>ulimits</c> and <c>isolation</c> of a build, and does not send <c>cachefrom</c> as JSON.</summary>
public sealed partial class EngineClient
{
    /// <summary>Builds an image with the engine's classic builder from a context in a tar stream. The last result is its id.</summary>
    public IAsyncEnumerable<JSONMessage> BuildImageAsync(
        BuildQuery build, Stream? context, CancellationToken cancellationToken = default)
    {
        var target = new Transport.Target("/build").Add("remote", build.Remote).Add("dockerfile", build.Dockerfile).Add("target", build.Target)
            .Add("nocache", build.NoCache).Add("pull", build.Pull).Add("networkmode", build.NetworkMode).Add("platform", build.Platform)
            .Add("shmsize", build.ShmSize?.ToString(CultureInfo.InvariantCulture)).Add("isolation", build.Isolation)
            .Add("rm", true).Add("forcerm", build.ForceRemove).Add("memory", build.Memory?.ToString(CultureInfo.InvariantCulture))
            .Add("buildargs", Json(build.Arguments)).Add("labels", Json(build.Labels))
            .Add("cachefrom", Json(build.CacheFrom))
            .Add("ulimits", build.Ulimits is null ? null : JsonSerializer.Serialize(build.Ulimits, GapJson.Default.IReadOnlyListUlimit))
            .Add("t", build.Tags).Add("extrahosts", build.ExtraHosts);
        var credentials = JsonSerializer.SerializeToUtf8Bytes(
            build.Credentials, GapJson.Default.IReadOnlyDictionaryStringRegistryCredential);
        return TransferAsync(Upload(target, context) with { RegistryConfig = RegistryCredential.Base64(credentials) }, cancellationToken);
    }

    private static string? Json(IReadOnlyDictionary<string, string?>? map) => map is null || map.Count == 0
        ? null
        : JsonSerializer.Serialize(map, GapJson.Default.IReadOnlyDictionaryStringString);

    private static string? Json(IReadOnlyList<string>? list) => list is null || list.Count == 0
        ? null
        : JsonSerializer.Serialize(list, GapJson.Default.IReadOnlyListString);
}
