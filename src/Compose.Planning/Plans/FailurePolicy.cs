namespace Compose.Planning.Plans;

/// <summary>How a plan continues after a failed step.</summary>
public enum FailurePolicy
{
    /// <summary>No further step starts.</summary>
    Stop,

    /// <summary>Only steps that depend on the failed one are skipped.</summary>
    ContinueIndependent,
}
