using System.Text.Json.Serialization;

namespace Compose.Engine.Wire;

public sealed record CpuStats
{
    internal static CpuStats None { get; } = new();

    [JsonPropertyName("cpu_usage")]
    public CpuUsage Usage { get => field ?? CpuUsage.None; init; }

    [JsonPropertyName("system_cpu_usage")]
    public ulong System { get; init; }

    [JsonPropertyName("online_cpus")]
    public uint OnlineCpus { get; init; }
}
