namespace Compose.Engine.Wire;

public sealed record ImagePruneReport
{
    public IReadOnlyList<ImageRemoval> ImagesDeleted { get => field ?? []; init; }
    public long SpaceReclaimed { get; init; }
}
