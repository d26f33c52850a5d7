using System.Collections.Immutable;

namespace Compose.Execution.Scheduling;

/// <summary>What running an operation came to.</summary>
public sealed record OperationResult
{
    public static readonly OperationResult Done = new();

    /// <summary>The id of the container that a CreateContainer has made or adopted.</summary>
    public string? ContainerId { get; init; }

    /// <summary>Done, but people should know something: still in use, an optional dependency that failed.</summary>
    public string? Warning { get; init; }

    /// <summary>Not done, and why.</summary>
    public StepError? Error { get; init; }

    /// <summary>Given up because something that it was done together with has failed, which tells of the failure.</summary>
    public bool IsCancelled { get; private init; }

    public static readonly OperationResult GivenUp = new() { IsCancelled = true };

    public static OperationResult Made(string containerId) => new() { ContainerId = containerId };

    public static OperationResult Warned(string warning) => new() { Warning = warning };

    public static OperationResult Failed(string message, params ImmutableArray<string> details) =>
        new() { Error = new StepError(message) { Details = details } };
}
