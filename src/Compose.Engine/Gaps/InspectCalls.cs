using System.Text.Json.Nodes;
using Compose.Engine.Transport;

namespace Compose.Engine.Gaps;

/// <summary>Upstream's types leave out what newer engines add; these calls return the whole document.</summary>
public static class InspectCalls
{
    public static Task<JsonObject> InspectWholeContainerAsync(
        this EngineClient engine, string id, CancellationToken cancellationToken = default) =>
        ReadAsync(engine, Target.Of("/containers", id, "/json"), cancellationToken);

    public static Task<JsonObject> InspectWholeImageAsync(
        this EngineClient engine, string name, CancellationToken cancellationToken = default) =>
        ReadAsync(engine, Target.OfImage(name, "/json"), cancellationToken);

    public static Task<JsonObject> InspectWholeNetworkAsync(
        this EngineClient engine, string name, CancellationToken cancellationToken = default) =>
        ReadAsync(engine, Target.Of("/networks", name), cancellationToken);

    public static Task<JsonObject> InspectWholeVolumeAsync(
        this EngineClient engine, string name, CancellationToken cancellationToken = default) =>
        ReadAsync(engine, Target.Of("/volumes", name), cancellationToken);

    private static Task<JsonObject> ReadAsync(EngineClient engine, Target target, CancellationToken cancellationToken) =>
        engine.ReadAsync(new HttpRequest("GET", target.ToString()), GapJson.Default.JsonObject, cancellationToken);
}
