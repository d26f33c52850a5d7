using System.Text.Json;
using Compose.Engine.Http;
using Compose.Engine.Registry;
using Compose.Engine.Wire;

namespace Compose.Engine;

public sealed partial class EngineClient
{
    /// <summary>
    /// Builds an image with the engine's classic builder from a context in a tar stream. The id comes in the <c>aux</c> of a
    /// message.
    /// </summary>
    public IAsyncEnumerable<ProgressMessage> BuildImageAsync(BuildQuery build, Stream? context, CancellationToken cancel = default)
    {
        var target = new Target("/build").Add("remote", build.Remote).Add("dockerfile", build.Dockerfile).Add("target", build.Target)
            .Add("nocache", build.NoCache).Add("pull", build.Pull).Add("networkmode", build.NetworkMode).Add("platform", build.Platform)
            .Add("shmsize", build.ShmSize?.ToString(System.Globalization.CultureInfo.InvariantCulture)).Add("isolation", build.Isolation)
            .Add("rm", true).Add("forcerm", build.ForceRemove).Add("memory", build.Memory?.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .Add("buildargs", Json(build.Arguments)).Add("labels", Json(build.Labels))
            .Add("cachefrom", Json(build.CacheFrom))
            .Add("ulimits", build.Ulimits is null ? null : JsonSerializer.Serialize(build.Ulimits, WireJson.Default.IReadOnlyListUlimit));
        foreach (var tag in build.Tags)
        {
            target = target.Add("t", tag);
        }

        foreach (var host in build.ExtraHosts)
        {
            target = target.Add("extrahosts", host);
        }

        var credentials = JsonSerializer.SerializeToUtf8Bytes(build.Credentials, WireJson.Default.IReadOnlyDictionaryStringRegistryCredential);
        return ProgressAsync(
            new HttpRequest("POST", target.ToString())
            {
                BodyStream = context,
                ContentType = context is null ? null : "application/x-tar",
                RegistryConfig = RegistryCredential.Base64(credentials),
            },
            cancel);
    }

    private static string? Json(IReadOnlyDictionary<string, string?>? map) =>
        map is null || map.Count == 0 ? null : JsonSerializer.Serialize(map, WireJson.Default.IReadOnlyDictionaryStringString);

    private static string? Json(IReadOnlyList<string>? list) =>
        list is null || list.Count == 0 ? null : JsonSerializer.Serialize(list, WireJson.Default.IReadOnlyListString);
}
