namespace Compose.Engine.Wire;

public sealed record EngineInfo
{
    public string ID { get => field ?? ""; init; }
    public string Name { get => field ?? ""; init; }
    public string ServerVersion { get => field ?? ""; init; }
    public string OSType { get => field ?? ""; init; }
    public string Architecture { get => field ?? ""; init; }
    public string OperatingSystem { get => field ?? ""; init; }
    public string Driver { get => field ?? ""; init; }
    public IReadOnlyList<IReadOnlyList<string>> DriverStatus { get => field ?? []; init; }
    public string DockerRootDir { get => field ?? ""; init; }
    public int NCPU { get; init; }
    public long MemTotal { get; init; }
    public string CgroupVersion { get => field ?? ""; init; }
    public string DefaultRuntime { get => field ?? ""; init; }
    public IReadOnlyList<string> SecurityOptions { get => field ?? []; init; }
    public IReadOnlyList<string> Labels { get => field ?? []; init; }
    public string IndexServerAddress { get => field ?? ""; init; }
    public SwarmInfo? Swarm { get; init; }
}
