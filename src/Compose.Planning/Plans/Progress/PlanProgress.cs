using System.Diagnostics.CodeAnalysis;
using Compose.Planning.Operations;

namespace Compose.Planning.Plans.Progress;

/// <summary>
/// Tracks a running plan and yields the steps that can start. The caller reports which steps have started and how they have ended. After a
/// failure or an interruption only steps that run after failures start, and the rollback of replacements that can no longer complete.
/// </summary>
public sealed class PlanProgress
{
    private readonly Plan _plan;
    private readonly StepState[] _states;
    private readonly int[] _open;
    private readonly List<StepId>[] _dependents;
    private readonly SortedSet<int> _calls = [];
    private readonly SortedSet<int> _waits = [];
    private readonly HashSet<StepId> _skipped = [];
    private readonly RollbackDecision _rollback;

    public PlanProgress(Plan plan)
    {
        _plan = plan;
        _states = new StepState[plan.Steps.Length];
        _open = new int[plan.Steps.Length];
        _dependents = new List<StepId>[plan.Steps.Length];
        _rollback = new RollbackDecision(plan, this);
        foreach (var step in plan.Steps)
        {
            _dependents[step.Id.Value] = [];
            if (step.Compensation is not null)
                continue;
            _open[step.Id.Value] = step.After.Length;
            foreach (var before in step.After)
                _dependents[before.Value].Add(step.Id);
            if (step.After.IsEmpty)
                Enqueue(step);
        }
    }

    /// <summary>A step has failed beyond the plan's tolerance, or the user has interrupted the run.</summary>
    public bool HasAborted { get; private set; }

    /// <summary>Rollback steps may run.</summary>
    public bool IsRollingBack => _rollback.HasBegun;

    /// <summary>The steps that can start.</summary>
    public IEnumerable<Step> Ready => _calls.Concat(_waits).Select(id => _plan.Steps[id]);

    public StepState this[StepId id] => _states[id.Value];

    /// <summary>Takes the ready step with the smallest id. Steps that need no slot never wait for those that do.</summary>
    public bool TryTake(bool slotFree, [NotNullWhen(true)] out Step? step)
    {
        var call = slotFree && _calls.Count > 0 ? _calls.Min : int.MaxValue;
        var wait = _waits.Count > 0 ? _waits.Min : int.MaxValue;
        var first = Math.Min(call, wait);
        step = first == int.MaxValue ? null : _plan.Steps[first];
        if (step is not null)
            Begin(step);
        return step is not null;
    }

    public void Begin(Step step)
    {
        _calls.Remove(step.Id.Value);
        _waits.Remove(step.Id.Value);
        _states[step.Id.Value] = StepState.Running;
    }

    public void Done(StepId id)
    {
        _states[id.Value] = StepState.Done;
        ReleaseDependents(id);
        _rollback.Evaluate();
    }

    public void Failed(StepId id)
    {
        _states[id.Value] = StepState.Failed;
        var step = _plan[id];
        if (_rollback.Tolerates(step))
            SkipReplacement(step);
        else if (step.Compensation is null && _plan.OnFailure == FailurePolicy.Stop)
            Abort();
        _rollback.Begin();
        _rollback.Evaluate();
    }

    /// <summary>Nothing new starts; what has begun is completed or rolled back.</summary>
    public void Interrupt()
    {
        Abort();
        _rollback.Begin();
        _rollback.Evaluate();
    }

    /// <summary>Skipped because its container has failed within the tolerance, or because that container was never created.</summary>
    internal bool IsImpossible(Step step) =>
        _skipped.Count > 0 && (_skipped.Contains(step.Id) || step.Operation.References().Any(_skipped.Contains));

    /// <summary>Whether a step continues without a skipped predecessor.</summary>
    internal bool IsSkippedFor(StepId before, Step by) => _skipped.Contains(before) && !ReplaceSameContainer(_plan[before], by);

    internal bool IsReady(StepId id) => _calls.Contains(id.Value) || _waits.Contains(id.Value);

    internal void Enqueue(Step step)
    {
        if ((!HasAborted || step.RunsAfterFailure || step.Compensation is not null) && !IsImpossible(step))
            (step.Operation.Waits ? _waits : _calls).Add(step.Id.Value);
    }

    internal void DecideRollback(StepId step, bool isNeeded) => _states[step.Value] = isNeeded ? StepState.Waiting : StepState.Unneeded;

    private void Release(StepId next)
    {
        if (--_open[next.Value] > 0)
            return;
        if (_skipped.Contains(next))
            ReleaseDependents(next);
        else
            Enqueue(_plan[next]);
    }

    private void ReleaseDependents(StepId id)
    {
        foreach (var next in _dependents[id.Value])
            Release(next);
    }

    private void Abort()
    {
        HasAborted = true;
        _calls.RemoveWhere(IsOver);
        _waits.RemoveWhere(IsOver);

        bool IsOver(int id) => _plan.Steps[id] is { RunsAfterFailure: false, Compensation: null };
    }

    /// <summary>
    /// Skips the steps that replace the failed container; all other steps continue as if it were done. A skipped step releases its
    /// dependents only when its own predecessors are done, because the plan does not repeat implied edges.
    /// </summary>
    private void SkipReplacement(Step failed)
    {
        var left = _plan.Steps.Where(step => step.Compensation is null && ReplaceSameContainer(step, failed)
            && (step == failed || _states[step.Id.Value] == StepState.Waiting) && _skipped.Add(step.Id)).ToList();
        foreach (var step in left)
        {
            _calls.Remove(step.Id.Value);
            _waits.Remove(step.Id.Value);
        }

        foreach (var step in left.Where(step => _open[step.Id.Value] == 0).ToList())
            ReleaseDependents(step.Id);
    }

    private static bool ReplaceSameContainer(Step step, Step other) =>
        step.FailureTolerance is not null && step.FailureTolerance == other.FailureTolerance;
}
