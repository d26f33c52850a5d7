using System.Text.Json.Serialization;

namespace Compose.Engine.Wire;

public sealed record BlkioEntry
{
    /// <summary>read or write; its case differs between engines.</summary>
    [JsonPropertyName("op")]
    public string Operation { get => field ?? ""; init; }

    [JsonPropertyName("value")]
    public ulong Value { get; init; }
}
