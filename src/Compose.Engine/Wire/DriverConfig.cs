namespace Compose.Engine.Wire;

public sealed record DriverConfig
{
    public string? Name { get; init; }
    public IReadOnlyDictionary<string, string>? Options { get; init; }
}
