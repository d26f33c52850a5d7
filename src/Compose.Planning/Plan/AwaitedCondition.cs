namespace Compose.Planning;

/// <summary>What a wait waits for.</summary>
public enum AwaitedCondition
{
    /// <summary>Healthy; a container without a probe, or one that ends, fails the wait.</summary>
    Healthy,

    /// <summary>Ended with exit code 0.</summary>
    CompletedSuccessfully,

    /// <summary>Healthy, or running where there is no probe (up --wait).</summary>
    RunningOrHealthy,

    /// <summary>At the end of a rollback: the old container exists, and runs or has completed. One look decides.</summary>
    Restored,

    /// <summary>Neither ended nor unhealthy until the time of the wait is over.</summary>
    Steady,
}
