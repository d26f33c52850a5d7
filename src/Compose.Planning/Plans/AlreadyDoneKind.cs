namespace Compose.Planning.Plans;

public enum AlreadyDoneKind
{
    /// <summary>Healthy, or running without a health check, as a dependent service requires.</summary>
    Healthy,

    /// <summary>Not running, as `stop` and `down` require.</summary>
    Stopped,
}
