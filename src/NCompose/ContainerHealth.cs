namespace NCompose;

/// <summary>What the health check of a container says.</summary>
public enum ContainerHealth
{
    /// <summary>It has no health check.</summary>
    None,

    /// <summary>No probe has succeeded yet, and failed ones do not count yet.</summary>
    Starting,

    /// <summary>The last probe succeeded.</summary>
    Healthy,

    /// <summary>Too many probes in a row have failed.</summary>
    Unhealthy,
}
