namespace Compose.Engine.Wire;

public sealed record ImageMetadata
{
    /// <summary>When the image last got a tag here, which is when it was pulled or built.</summary>
    public string? LastTagTime { get; init; }
}
