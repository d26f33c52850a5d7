using Compose.Execution.Scheduling;
using Compose.Planning.Operations;

namespace Compose.Execution.Operations;

/// <summary>Every step succeeds and nothing happens: what a plan would look like while it runs.</summary>
public sealed class DryRunner : IOperationRunner
{
    public Task<OperationResult> RunAsync(StepRun run, CancellationToken cancellationToken) =>
        Task.FromResult(run.Operation is Operation.CreateContainer create ? OperationResult.Made(create.Name) : OperationResult.Done);
}
