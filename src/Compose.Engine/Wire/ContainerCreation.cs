namespace Compose.Engine.Wire;

/// <summary>The body of a create call: the portable settings at the top level, the host's and the networks' beside them.</summary>
public sealed record ContainerCreation : ContainerConfig
{
    public HostConfig? HostConfig { get; init; }
    public NetworkingConfig? NetworkingConfig { get; init; }
}
