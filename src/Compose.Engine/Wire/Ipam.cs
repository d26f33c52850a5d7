namespace Compose.Engine.Wire;

public sealed record Ipam
{
    public string? Driver { get; init; }
    public IReadOnlyDictionary<string, string>? Options { get; init; }
    public IReadOnlyList<IpamPool>? Config { get; init; }
}
