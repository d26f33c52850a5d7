using System.Collections.Immutable;

namespace Compose.Execution.Scheduling;

/// <summary>Why a step failed: one line, and below it what helps to understand it (probe outputs, log lines, who holds the port).</summary>
public sealed record StepError(string Message)
{
    public ImmutableArray<string> Details { get; init; } = [];

    /// <summary>What the plan was made from has changed: another plan may succeed.</summary>
    public bool IsOutdated { get; init; }

    /// <summary>The exit code of the program that failed, where there is one.</summary>
    public int? ExitCode { get; init; }
}
