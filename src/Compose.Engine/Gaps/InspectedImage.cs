using Docker.DotNet.Models;

namespace Compose.Engine.Gaps;

/// <summary>Upstream reads times as dates, which have two digits less than the engine's; users see these times as they are.</summary>
public sealed class InspectedImage : ImageInspectResponse
{
    public new string? Created { get; set; }

    public new ImageMetadata? Metadata { get; set; }

    /// <summary>When the image last got a tag here, which is when it was pulled or built.</summary>
    public sealed record ImageMetadata(string? LastTagTime);
}
