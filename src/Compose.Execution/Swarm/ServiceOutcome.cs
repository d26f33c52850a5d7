using System.Collections.Immutable;

namespace Compose.Execution.Swarm;

/// <summary>
/// The end of a wait: one line, and below it what helps to understand a failure (each task that does not run, the last lines of the log).
/// </summary>
public sealed record ServiceOutcome(AwaitedService Service, ServiceEnd End, string Text)
{
    public ImmutableArray<string> Details { get; init; } = [];

    public bool Succeeded => End is ServiceEnd.Running or ServiceEnd.Completed;
}
