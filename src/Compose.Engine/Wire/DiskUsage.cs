namespace Compose.Engine.Wire;

public sealed record DiskUsage
{
    public long LayersSize { get; init; }
    public IReadOnlyList<ImageSummary> Images { get => field ?? []; init; }
    public IReadOnlyList<ContainerSummary> Containers { get => field ?? []; init; }
    public IReadOnlyList<VolumeInspect> Volumes { get => field ?? []; init; }
}
