namespace Compose.Planning.Operations;

/// <summary>The condition of a wait.</summary>
public enum AwaitedCondition
{
    /// <summary>Healthy. A container without a health check, or one that exits, fails the wait.</summary>
    Healthy,

    /// <summary>Exited with code 0.</summary>
    CompletedSuccessfully,

    /// <summary>Healthy, or running without a health check (up --wait).</summary>
    RunningOrHealthy,

    /// <summary>At the end of a rollback: the old container exists, and runs or has completed. Evaluated once.</summary>
    Restored,

    /// <summary>Neither exited nor unhealthy until the timeout of the wait.</summary>
    Steady,
}
