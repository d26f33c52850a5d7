namespace Compose.Engine.Wire;

public sealed record VolumeList
{
    public IReadOnlyList<VolumeInspect> Volumes { get => field ?? []; init; }
    public IReadOnlyList<string> Warnings { get => field ?? []; init; }
}
