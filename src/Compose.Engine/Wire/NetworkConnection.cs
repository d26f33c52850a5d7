namespace Compose.Engine.Wire;

public sealed record NetworkConnection
{
    public required string Container { get; init; }
    public EndpointSettings? EndpointConfig { get; init; }
}
