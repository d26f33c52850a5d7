namespace NCompose;

/// <summary>The state of a container.</summary>
public enum ContainerState
{
    /// <summary>It has not been started.</summary>
    Created,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>Its processes are frozen.</summary>
    Paused,

    /// <summary>The engine starts it again.</summary>
    Restarting,

    /// <summary>The engine removes it.</summary>
    Removing,

    /// <summary>It has ended.</summary>
    Exited,

    /// <summary>The engine could not remove it.</summary>
    Dead,
}
