namespace Compose.Planning.Plans.Progress;

/// <summary>The state of a step in a running plan.</summary>
public enum StepState
{
    /// <summary>It has not started, and may never start.</summary>
    Waiting,
    Running,
    Done,
    Failed,

    /// <summary>A rollback step that is not needed.</summary>
    Unneeded,
}
