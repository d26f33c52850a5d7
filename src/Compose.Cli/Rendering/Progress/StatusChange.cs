namespace Compose.Cli.Rendering.Progress;

/// <summary>What people are told of one thing of the engine: "Container web-1", "Starting". Every view is made of these.</summary>
internal sealed record StatusChange(string Id, StatusKind Status, string Text, string Details = "")
{
    /// <summary>What it is a part of: the image of a layer.</summary>
    public string? Parent { get; init; }

    public long Current { get; init; }
    public long Total { get; init; }
}
