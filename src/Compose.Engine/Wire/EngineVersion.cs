namespace Compose.Engine.Wire;

public sealed record EngineVersion
{
    public string Version { get => field ?? ""; init; }
    public string ApiVersion { get => field ?? ""; init; }
    public string MinAPIVersion { get => field ?? ""; init; }
    public string Os { get => field ?? ""; init; }
    public string Arch { get => field ?? ""; init; }
    public string KernelVersion { get => field ?? ""; init; }
    public IReadOnlyList<EngineComponent> Components { get => field ?? []; init; }
}
