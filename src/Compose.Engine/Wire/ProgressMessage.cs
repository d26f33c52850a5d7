using System.Text.Json;
using System.Text.Json.Serialization;

namespace Compose.Engine.Wire;

/// <summary>One message of a pull, push, load or build while it runs. A message with <see cref="Error"/> is the last one.</summary>
public sealed record ProgressMessage
{
    /// <summary>The layer, or what else the message is about.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("status")]
    public string? Status { get; init; }

    /// <summary>Output of a build.</summary>
    [JsonPropertyName("stream")]
    public string? Stream { get; init; }

    /// <summary>The engine's own rendering of the bar; the numbers are in <see cref="Detail"/>.</summary>
    [JsonPropertyName("progress")]
    public string? Progress { get; init; }

    [JsonPropertyName("progressDetail")]
    public ProgressDetail? Detail { get; init; }

    [JsonPropertyName("error")]
    public string? Error { get; init; }

    [JsonPropertyName("errorDetail")]
    public ProgressError? ErrorDetail { get; init; }

    /// <summary>A result beside the text: the id of the built image, the digest of the pushed one.</summary>
    [JsonPropertyName("aux")]
    public JsonElement? Aux { get; init; }
}
