namespace Compose.Planning;

/// <summary>Why a step is there. The codes that people and scripts see (<see cref="ReasonCodes"/>) are stable.</summary>
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
