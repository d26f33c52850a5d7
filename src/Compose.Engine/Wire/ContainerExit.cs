namespace Compose.Engine.Wire;

/// <summary>What a wait ended with.</summary>
public sealed record ContainerExit
{
    public long StatusCode { get; init; }
    public ContainerExitError? Error { get; init; }
}
