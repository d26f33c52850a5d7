namespace Compose.Cli.Rendering.Progress;

/// <summary>What is said of one thing at one moment: "Container demo-web-1", "Creating". A later line of the same id replaces it.</summary>
sealed record ProgressLine(string Id, ProgressStatus Status, string Text, string Details = "")
{
    public long Current { get; init; }
    public long Total { get; init; }
    public int Percent => Total > 0 ? (int)(Current * 100 / Total) : 0;
}
