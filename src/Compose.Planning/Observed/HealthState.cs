namespace Compose.Planning.Observed;

public enum HealthState
{
    /// <summary>There is no probe.</summary>
    None,
    Starting,
    Healthy,
    Unhealthy,
}
