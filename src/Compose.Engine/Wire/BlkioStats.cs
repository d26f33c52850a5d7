using System.Text.Json.Serialization;

namespace Compose.Engine.Wire;

public sealed record BlkioStats
{
    internal static BlkioStats None { get; } = new();

    [JsonPropertyName("io_service_bytes_recursive")]
    public IReadOnlyList<BlkioEntry> ServiceBytes { get => field ?? []; init; }
}
