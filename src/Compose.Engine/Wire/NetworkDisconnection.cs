namespace Compose.Engine.Wire;

public sealed record NetworkDisconnection
{
    public required string Container { get; init; }
    public bool Force { get; init; }
}
