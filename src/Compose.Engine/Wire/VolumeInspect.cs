namespace Compose.Engine.Wire;

public sealed record VolumeInspect
{
    public string Name { get => field ?? ""; init; }
    public string Driver { get => field ?? ""; init; }
    public string Mountpoint { get => field ?? ""; init; }
    public string? CreatedAt { get; init; }
    public string Scope { get => field ?? ""; init; }
    public IReadOnlyDictionary<string, string> Labels { get => field ?? Nothing.Strings; init; }
    public IReadOnlyDictionary<string, string> Options { get => field ?? Nothing.Strings; init; }
    public VolumeUsage? UsageData { get; init; }
}
