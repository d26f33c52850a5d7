namespace Compose.Execution.Scheduling;

/// <summary>
/// Carries out one step. The engine's runner and the dry one are the implementations; neither decides anything, and "already so" is done.
/// A refusal of the engine is a failed result; an exception is a bug.
/// </summary>
public interface IOperationRunner
{
    Task<OperationResult> RunAsync(StepRun run, CancellationToken cancellationToken);
}
