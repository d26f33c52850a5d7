using System.Globalization;
using System.Text.Json;
using Docker.DotNet.Models;

namespace Compose.Engine.Gaps;

/// <summary>Upstream lacks <c>ulimits</c> and <c>isolation</c> of a build, and does not send <c>cachefrom</c> as JSON.</summary>
public static class BuildCall
{
    /// <summary>Builds an image with the engine's classic builder from a context in a tar stream. The last result is its id.</summary>
    public static IAsyncEnumerable<JSONMessage> BuildImageAsync(
        this EngineClient engine, BuildQuery build, Stream? context, CancellationToken cancellationToken = default)
    {
        var target = new Transport.Target("/build")
            .Add("remote", build.Remote).Add("dockerfile", build.Dockerfile).Add("target", build.Target)
            .Add("nocache", build.NoCache).Add("pull", build.Pull).Add("networkmode", build.NetworkMode).Add("platform", build.Platform)
            .Add("shmsize", build.ShmSize?.ToString(CultureInfo.InvariantCulture)).Add("isolation", build.Isolation)
            .Add("rm", true).Add("forcerm", build.ForceRemove).Add("memory", build.Memory?.ToString(CultureInfo.InvariantCulture))
            .Add("buildargs", Json(build.Arguments)).Add("labels", Json(build.Labels))
            .Add("cachefrom", Json(build.CacheFrom))
            .Add("ulimits", build.Ulimits is null ? null : JsonSerializer.Serialize(build.Ulimits, GapJson.Default.IReadOnlyListUlimit))
            .Add("t", build.Tags).Add("extrahosts", build.ExtraHosts);
        var request = TransferCalls.Upload(target, context) with { RegistryConfig = RegistryHeader.Of(build.Credentials) };
        return engine.TransferAsync(request, cancellationToken);
    }

    private static string? Json(IReadOnlyDictionary<string, string?>? map) => map is null || map.Count == 0
        ? null
        : JsonSerializer.Serialize(map, GapJson.Default.IReadOnlyDictionaryStringString);

    private static string? Json(IReadOnlyList<string>? list) => list is null || list.Count == 0
        ? null
        : JsonSerializer.Serialize(list, GapJson.Default.IReadOnlyListString);
}
