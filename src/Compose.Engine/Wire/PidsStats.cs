using System.Text.Json.Serialization;

namespace Compose.Engine.Wire;

public sealed record PidsStats
{
    internal static PidsStats None { get; } = new();

    [JsonPropertyName("current")]
    public ulong Current { get; init; }
}
