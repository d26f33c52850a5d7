namespace Compose.Planning.Pictures;

public sealed record EdgeDocument
{
    public required string From { get; init; }
    public required string To { get; init; }

    /// <summary>started, healthy, completed, shares or linked.</summary>
    public required string Condition { get; init; }

    public required bool Required { get; init; }

    /// <summary>The curve in the words of SVG.</summary>
    public required string Path { get; init; }

    public required double LabelX { get; init; }
    public required double LabelY { get; init; }
}
