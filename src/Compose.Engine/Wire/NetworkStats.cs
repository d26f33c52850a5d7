using System.Text.Json.Serialization;

namespace Compose.Engine.Wire;

public sealed record NetworkStats
{
    [JsonPropertyName("rx_bytes")]
    public ulong ReceivedBytes { get; init; }

    [JsonPropertyName("tx_bytes")]
    public ulong SentBytes { get; init; }
}
