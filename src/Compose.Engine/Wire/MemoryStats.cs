using System.Text.Json.Serialization;

namespace Compose.Engine.Wire;

public sealed record MemoryStats
{
    internal static MemoryStats None { get; } = new();

    [JsonPropertyName("usage")]
    public ulong Usage { get; init; }

    [JsonPropertyName("limit")]
    public ulong Limit { get; init; }

    [JsonPropertyName("stats")]
    public IReadOnlyDictionary<string, ulong>? Details { get; init; }

    [JsonPropertyName("privateworkingset")]
    public ulong PrivateWorkingSetOnWindows { get; init; }
}
