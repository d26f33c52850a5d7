using System.Text.Json.Serialization;

namespace Compose.Engine.Wire;

/// <summary>Something happened on the engine.</summary>
public sealed record EngineEvent
{
    /// <summary>container, image, network, volume …</summary>
    public string Type { get => field ?? ""; init; }

    /// <summary>create, start, die, <c>health_status: healthy</c>, <c>exec_create: …</c></summary>
    public string Action { get => field ?? ""; init; }

    public EventActor Actor { get => field ?? EventActor.Nobody; init; }

    [JsonPropertyName("scope")]
    public string? Scope { get; init; }

    [JsonPropertyName("time")]
    public long Time { get; init; }

    [JsonPropertyName("timeNano")]
    public long TimeNano { get; init; }
}
