using System.Text.Json.Serialization;

namespace Compose.Engine.Wire;

internal sealed record ErrorReply
{
    [JsonPropertyName("message")]
    public string? Message { get; init; }
}
