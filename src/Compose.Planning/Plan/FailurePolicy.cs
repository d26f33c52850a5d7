namespace Compose.Planning;

/// <summary>What becomes of the rest of a plan when a step fails.</summary>
public enum FailurePolicy
{
    /// <summary>Nothing more is started.</summary>
    Stop,

    /// <summary>Only what needs the failed step is skipped.</summary>
    ContinueIndependent,
}
