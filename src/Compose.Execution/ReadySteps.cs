using System.Diagnostics.CodeAnalysis;
using Compose.Planning;

namespace Compose.Execution;

/// <summary>The steps whose predecessors are all done, smallest id first. Those that hold no slot are never held up by those that do.</summary>
internal sealed class ReadySteps
{
    private readonly Plan _plan;
    private readonly int[] _open;
    private readonly List<StepId>[] _dependents;
    private readonly PriorityQueue<Step, int> _calls = new();
    private readonly PriorityQueue<Step, int> _waits = new();

    public ReadySteps(Plan plan)
    {
        _plan = plan;
        _open = new int[plan.Steps.Length];
        _dependents = new List<StepId>[plan.Steps.Length];
        foreach (var step in plan.Steps)
        {
            _dependents[step.Id.Value] = [];
            _open[step.Id.Value] = step.After.Length;
            foreach (var before in step.After)
                _dependents[before.Value].Add(step.Id);
            if (step.After.IsEmpty)
                Enqueue(step);
        }
    }

    public void Done(StepId done)
    {
        foreach (var next in _dependents[done.Value])
            if (--_open[next.Value] == 0)
                Enqueue(_plan[next]);
    }

    public bool TryTake(bool slotFree, [NotNullWhen(true)] out Step? step)
    {
        var call = slotFree && _calls.TryPeek(out _, out var first) ? first : int.MaxValue;
        var wait = _waits.TryPeek(out _, out var next) ? next : int.MaxValue;
        var queue = call < wait ? _calls : _waits;
        step = Math.Min(call, wait) == int.MaxValue ? null : queue.Dequeue();
        return step is not null;
    }

    private void Enqueue(Step step) => (step.Operation.Waits ? _waits : _calls).Enqueue(step, step.Id.Value);
}
