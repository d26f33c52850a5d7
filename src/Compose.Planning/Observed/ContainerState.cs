namespace Compose.Planning.Observed;

/// <summary>The engine's word for what a container is doing.</summary>
public enum ContainerState
{
    Created,
    Running,
    Paused,
    Restarting,
    Removing,
    Exited,
    Dead,
}
