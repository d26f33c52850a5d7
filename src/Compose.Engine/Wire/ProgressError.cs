using System.Text.Json.Serialization;

namespace Compose.Engine.Wire;

public sealed record ProgressError
{
    [JsonPropertyName("code")]
    public int? Code { get; init; }

    [JsonPropertyName("message")]
    public string? Message { get; init; }
}
