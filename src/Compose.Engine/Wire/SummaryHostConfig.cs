namespace Compose.Engine.Wire;

public sealed record SummaryHostConfig
{
    public string? NetworkMode { get; init; }
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }
}
