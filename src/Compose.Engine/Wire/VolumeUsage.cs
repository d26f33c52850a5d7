namespace Compose.Engine.Wire;

public sealed record VolumeUsage
{
    public long Size { get; init; }
    public long RefCount { get; init; }
}
