namespace Compose.Planning;

/// <summary>The worst that a step does to what runs, from harmless to not to be undone.</summary>
public enum Risk
{
    None,
    Restart,
    Downtime,
    DataLoss,
}
