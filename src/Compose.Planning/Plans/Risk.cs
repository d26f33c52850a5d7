namespace Compose.Planning.Plans;

/// <summary>The worst effect of a step on what runs, in ascending order.</summary>
public enum Risk
{
    None,
    Restart,
    Downtime,
    DataLoss,
}
