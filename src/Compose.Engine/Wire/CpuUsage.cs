using System.Text.Json.Serialization;

namespace Compose.Engine.Wire;

public sealed record CpuUsage
{
    internal static CpuUsage None { get; } = new();

    [JsonPropertyName("total_usage")]
    public ulong Total { get; init; }

    [JsonPropertyName("percpu_usage")]
    public IReadOnlyList<ulong>? PerCpu { get; init; }
}
