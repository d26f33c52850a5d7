namespace Compose.Planning.Observed;

/// <summary>The engine's state of a container.</summary>
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
