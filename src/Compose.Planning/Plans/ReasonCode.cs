namespace Compose.Planning.Plans;

/// <summary>Why a step is in the plan. The published codes (<see cref="ReasonCodes"/>) are stable.</summary>
public enum ReasonCode
{
    Missing,
    ImageChanged,
    ConfigChanged,
    NetworkChanged,
    VolumeChanged,
    ParentRecreated,
    ContentChanged,
    Scale,
    Forced,
    Orphan,
    Drift,
    NotRunning,
    Dependency,
    DependencyRestarted,
    Replaced,
    Interrupted,
    Hook,
    Inject,
    Wait,
    Requested,
    Renamed,
    RenewVolumes,
    PullPolicy,
    Update,
    Rollback,
}
