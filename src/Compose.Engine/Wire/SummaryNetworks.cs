namespace Compose.Engine.Wire;

public sealed record SummaryNetworks
{
    public IReadOnlyDictionary<string, EndpointSettings>? Networks { get; init; }
}
