namespace Compose.Planning;

/// <summary>How far a step of a running plan is.</summary>
public enum StepState
{
    /// <summary>Its turn has not come, and may never come.</summary>
    Waiting,
    Running,
    Done,
    Failed,

    /// <summary>A step of the way back that there is no need for.</summary>
    Unneeded,
}
