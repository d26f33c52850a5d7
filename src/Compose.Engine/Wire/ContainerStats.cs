using System.Text.Json.Serialization;

namespace Compose.Engine.Wire;

/// <summary>One sample of a container's use of its host.</summary>
public sealed record ContainerStats
{
    [JsonPropertyName("id")]
    public string Id { get => field ?? ""; init; }

    [JsonPropertyName("name")]
    public string Name { get => field ?? ""; init; }

    [JsonPropertyName("read")]
    public string ReadAt { get => field ?? ""; init; }

    [JsonPropertyName("preread")]
    public string PreviousReadAt { get => field ?? ""; init; }

    [JsonPropertyName("num_procs")]
    public long ProcessorsOnWindows { get; init; }

    [JsonPropertyName("cpu_stats")]
    public CpuStats Cpu { get => field ?? CpuStats.None; init; }

    [JsonPropertyName("precpu_stats")]
    public CpuStats PreviousCpu { get => field ?? CpuStats.None; init; }

    [JsonPropertyName("memory_stats")]
    public MemoryStats Memory { get => field ?? MemoryStats.None; init; }

    [JsonPropertyName("pids_stats")]
    public PidsStats Pids { get => field ?? PidsStats.None; init; }

    [JsonPropertyName("blkio_stats")]
    public BlkioStats Blkio { get => field ?? BlkioStats.None; init; }

    [JsonPropertyName("networks")]
    public IReadOnlyDictionary<string, NetworkStats>? Networks { get; init; }
}
