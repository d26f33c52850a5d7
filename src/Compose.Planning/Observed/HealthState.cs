namespace Compose.Planning.Observed;

public enum HealthState
{
    /// <summary>No health check.</summary>
    None,
    Starting,
    Healthy,
    Unhealthy,
}
