using System.Diagnostics.CodeAnalysis;

namespace Compose.Planning;

/// <summary>
/// How far a plan has come, and which of its steps may begin now. Whoever runs it says what has begun and how it has ended. After a failure, or when
/// the user has had enough, only what is closing goes on, and the way back of what can no longer be settled.
/// </summary>
public sealed class PlanProgress
{
    private readonly Plan _plan;
    private readonly StepState[] _states;
    private readonly int[] _open;
    private readonly List<StepId>[] _dependents;
    private readonly SortedSet<int> _calls = [];
    private readonly SortedSet<int> _waits = [];
    private readonly HashSet<StepId> _passedBy = [];
    private readonly WayBack _wayBack;

    public PlanProgress(Plan plan)
    {
        _plan = plan;
        _states = new StepState[plan.Steps.Length];
        _open = new int[plan.Steps.Length];
        _dependents = new List<StepId>[plan.Steps.Length];
        _wayBack = new WayBack(plan, this);
        foreach (var step in plan.Steps)
        {
            _dependents[step.Id.Value] = [];
            if (step.Undo is not null)
                continue;
            _open[step.Id.Value] = step.After.Length;
            foreach (var before in step.After)
                _dependents[before.Value].Add(step.Id);
            if (step.After.IsEmpty)
                Enqueue(step);
        }
    }

    /// <summary>Something has failed that the plan does not tolerate, or the user has interrupted it.</summary>
    public bool HasGivenUp { get; private set; }

    /// <summary>Steps of the way back may run.</summary>
    public bool IsGoingBack => _wayBack.HasBegun;

    /// <summary>The steps whose turn it is.</summary>
    public IEnumerable<Step> Ready => _calls.Concat(_waits).Select(id => _plan.Steps[id]);

    public StepState this[StepId id] => _states[id.Value];

    /// <summary>The ready step with the smallest id. Those that hold no slot are never held up by those that do.</summary>
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
        _wayBack.Look();
    }

    public void Failed(StepId id)
    {
        _states[id.Value] = StepState.Failed;
        var step = _plan[id];
        if (_wayBack.Tolerates(step))
            PassBy(step);
        else if (step.Undo is null && _plan.OnFailure == FailurePolicy.Stop)
            GiveUp();
        _wayBack.Begin();
        _wayBack.Look();
    }

    /// <summary>Nothing new is begun; what has been begun is settled or taken back.</summary>
    public void Interrupt()
    {
        GiveUp();
        _wayBack.Begin();
        _wayBack.Look();
    }

    /// <summary>Left out because its container has failed and that is tolerated, or about something that was never made for that reason.</summary>
    internal bool CannotBe(Step step) => _passedBy.Count > 0 && (_passedBy.Contains(step.Id) || step.Operation.References().Any(_passedBy.Contains));

    /// <summary>Whether it goes on without a step that it was to come after.</summary>
    internal bool IsPassedBy(StepId before, Step by) => _passedBy.Contains(before) && !IsOfOne(_plan[before], by);

    internal bool IsReady(StepId id) => _calls.Contains(id.Value) || _waits.Contains(id.Value);

    internal void Enqueue(Step step)
    {
        if ((!HasGivenUp || step.Closing || step.Undo is not null) && !CannotBe(step))
            (step.Operation.Waits ? _waits : _calls).Add(step.Id.Value);
    }

    internal void Decide(StepId undo, bool isNeeded) => _states[undo.Value] = isNeeded ? StepState.Waiting : StepState.Unneeded;

    private void Release(StepId next)
    {
        if (--_open[next.Value] > 0)
            return;
        if (_passedBy.Contains(next))
            ReleaseDependents(next);
        else
            Enqueue(_plan[next]);
    }

    private void ReleaseDependents(StepId id)
    {
        foreach (var next in _dependents[id.Value])
            Release(next);
    }

    private void GiveUp()
    {
        HasGivenUp = true;
        _calls.RemoveWhere(IsOver);
        _waits.RemoveWhere(IsOver);

        bool IsOver(int id) => _plan.Steps[id] is { Closing: false, Undo: null };
    }

    /// <summary>
    /// What replaces the same container is over; everybody else goes on as if it were done. What is left out keeps its place all the same: who comes
    /// after it comes after whatever was before it, because the plan names no edge twice.
    /// </summary>
    private void PassBy(Step failed)
    {
        var left = _plan.Steps.Where(step => step.Undo is null && IsOfOne(step, failed)
            && (step == failed || _states[step.Id.Value] == StepState.Waiting) && _passedBy.Add(step.Id)).ToList();
        foreach (var step in left)
        {
            _calls.Remove(step.Id.Value);
            _waits.Remove(step.Id.Value);
        }

        foreach (var step in left.Where(step => _open[step.Id.Value] == 0).ToList())
            ReleaseDependents(step.Id);
    }

    private static bool IsOfOne(Step step, Step other) => step.Tolerance is not null && step.Tolerance == other.Tolerance;
}
