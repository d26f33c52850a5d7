namespace Compose.Planning;

public enum SettledKind
{
    /// <summary>Healthy, or running without a health check, as somebody who depends on it wants.</summary>
    Healthy,

    /// <summary>Does not run, as `stop` and `down` want.</summary>
    Stopped,
}
