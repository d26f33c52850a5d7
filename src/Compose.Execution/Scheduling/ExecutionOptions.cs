namespace Compose.Execution.Scheduling;

/// <summary>How a plan is carried out.</summary>
public sealed record ExecutionOptions
{
    /// <summary>Engine calls at one time; waits and graceful stops do not count.</summary>
    public int Slots { get; init; } = 16;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
