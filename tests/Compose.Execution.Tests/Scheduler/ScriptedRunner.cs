using System.Collections.Concurrent;
using Compose.Execution.Scheduling;

namespace Compose.Execution.Tests.Scheduler;

/// <summary>A runner whose steps end when, and as, the test says.</summary>
internal sealed class ScriptedRunner : IOperationRunner
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource<OperationResult>> _ends = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<StepRun>> _starts = new();

    /// <summary>Numbers of steps (from 1) in the order of their starts.</summary>
    public ConcurrentQueue<int> Started { get; } = new();

    public Task<OperationResult> RunAsync(StepRun run, CancellationToken cancellationToken)
    {
        var step = run.Step.Id.Value + 1;
        Started.Enqueue(step);
        _starts.GetOrAdd(step, NewStart).SetResult(run);
        var end = _ends.GetOrAdd(step, NewEnd);
        cancellationToken.Register(() => end.TrySetCanceled(cancellationToken));
        return end.Task;
    }

    public Task<StepRun> Start(int step) => _starts.GetOrAdd(step, NewStart).Task.WaitAsync(TimeSpan.FromMinutes(1));

    public void End(int step, OperationResult? result = null) => _ends.GetOrAdd(step, NewEnd).SetResult(result ?? OperationResult.Done);

    public void Throw(int step, Exception exception) => _ends.GetOrAdd(step, NewEnd).SetException(exception);

    private static TaskCompletionSource<OperationResult> NewEnd(int step) => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource<StepRun> NewStart(int step) => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
