namespace Compose.Execution.Swarm;

/// <summary>How a wait for a service ended.</summary>
public enum ServiceEnd
{
    /// <summary>As many tasks run, and are healthy, as the service wants, or have ended as its restart policy allows.</summary>
    Running,

    /// <summary>A job whose tasks have completed.</summary>
    Completed,

    /// <summary>The swarm has rolled its update back.</summary>
    RolledBack,

    /// <summary>The swarm has stopped in the middle of the update or of its rollback.</summary>
    Paused,

    /// <summary>Its tasks have failed and will not be started again.</summary>
    Failed,

    /// <summary>Nothing has changed for too long.</summary>
    TimedOut,

    /// <summary>It was removed by another client.</summary>
    Removed,
}
