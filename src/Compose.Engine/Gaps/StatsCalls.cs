using Compose.Engine.Transport;
using Docker.DotNet.Models;

namespace Compose.Engine.Gaps;

/// <summary>Upstream hands samples to a callback, so that the reader cannot end the stream.</summary>
public static class StatsCalls
{
    /// <summary>A sample each second until cancelled or the container is gone.</summary>
    public static IAsyncEnumerable<ContainerStatsResponse> StreamStatsAsync(
        this EngineClient engine, string id, CancellationToken cancellationToken = default) =>
        engine.SequenceAsync(Stats(id, stream: true, atOnce: false), GapJson.Default.ContainerStatsResponse, cancellationToken);

    /// <summary>One sample; the engine takes two, a second apart, so that use of the processor can be computed.</summary>
    public static Task<ContainerStatsResponse> StatsAsync(
        this EngineClient engine, string id, CancellationToken cancellationToken = default) =>
        engine.ReadAsync(Stats(id, stream: false, atOnce: false), GapJson.Default.ContainerStatsResponse, cancellationToken);

    /// <summary>One sample at once, with nothing to compare its use of the processor with.</summary>
    public static Task<ContainerStatsResponse> SampleStatsAsync(
        this EngineClient engine, string id, CancellationToken cancellationToken = default) =>
        engine.ReadAsync(Stats(id, stream: false, atOnce: true), GapJson.Default.ContainerStatsResponse, cancellationToken);

    private static HttpRequest Stats(string id, bool stream, bool atOnce) => new(
        "GET", Target.Of("/containers", id, "/stats").Add("stream", stream ? "true" : "false").Add("one-shot", atOnce).ToString());
}
