using Compose.Planning.Operations;
namespace Compose.Planning.Plans.Progress;

/// <summary>
/// Decides after a failure which rollback steps are needed: those of replacements that have begun and that no running or remaining step can
/// complete.
/// </summary>
internal sealed class RollbackDecision(Plan plan, PlanProgress progress)
{
    private readonly List<Step> _undecided = [];
    private readonly List<Step> _needed = [];
    private readonly Dictionary<string, HashSet<int>> _failed = new(StringComparer.Ordinal);

    public bool HasBegun { get; private set; }

    /// <summary>Counts the failure. Rollback steps have no tolerance: each failure is reported.</summary>
    public bool Tolerates(Step failed)
    {
        if (failed.FailureTolerance is not { } tolerance || failed.Compensation is not null)
            return false;
        if (!_failed.TryGetValue(tolerance.Service, out var containers))
            _failed[tolerance.Service] = containers = [];
        containers.Add(tolerance.Container);
        return containers.Count <= tolerance.Failures;
    }

    public void Begin()
    {
        if (!HasBegun)
            _undecided.AddRange(plan.Steps.Where(step => step.Compensation is not null));
        HasBegun = true;
    }

    public void Evaluate()
    {
        if (!HasBegun)
            return;
        var outlooks = new Dictionary<StepId, Outlook>();
        _undecided.RemoveAll(step => Decide(step, outlooks));
        foreach (var step in _needed.Where(IsReady).ToList())
        {
            _needed.Remove(step);
            progress.Enqueue(step);
        }
    }

    private bool Decide(Step step, Dictionary<StepId, Outlook> outlooks)
    {
        var (reverted, obsoleteAfter) = (step.Compensation!.Step, step.Compensation.ObsoleteAfter);
        var isComplete = progress[obsoleteAfter] != StepState.Waiting && !HasFailedToStart(plan[obsoleteAfter]);
        if (!isComplete && OutlookOf(plan[obsoleteAfter], outlooks) != Outlook.Lost)
            return false;
        // A failed call may have taken effect.
        var isNeeded = !isComplete && progress[reverted] is StepState.Done or StepState.Failed
            && step.Operation.References().All(made => progress[made] == StepState.Done);
        progress.DecideRollback(step.Id, isNeeded);
        if (isNeeded)
            _needed.Add(step);
        return true;
    }

    /// <summary>A container that was running and failed to restart gets one more start during rollback.</summary>
    private bool HasFailedToStart(Step step) => progress[step.Id] == StepState.Failed && step.Operation is Operation.StartContainer;

    private bool IsReady(Step step) => step.Operation is Operation.AwaitCondition { Condition: AwaitedCondition.Restored }
        ? HasAllBehind(step, [])
        : step.After.All(IsOver);

    private bool IsOver(StepId step) => plan[step].Compensation is null || progress[step] is StepState.Done or StepState.Unneeded;

    /// <summary>The final check waits for all rollback steps before it, also through steps that are not needed.</summary>
    private bool HasAllBehind(Step step, HashSet<StepId> seen) =>
        step.After
            .All(before => plan[before].Compensation is null || !seen.Add(before) || (IsOver(before) && HasAllBehind(plan[before], seen)));

    private Outlook OutlookOf(Step step, Dictionary<StepId, Outlook> outlooks)
    {
        if (outlooks.TryGetValue(step.Id, out var known))
            return known;
        return outlooks[step.Id] = progress[step.Id] switch
        {
            StepState.Done => Outlook.Open,
            StepState.Running => Outlook.Running,
            StepState.Failed => Outlook.Lost,
            _ when progress.IsReady(step.Id) => Outlook.Running,
            _ => OfWaiting(step, outlooks),
        };
    }

    private Outlook OfWaiting(Step step, Dictionary<StepId, Outlook> outlooks) =>
        Worst(step, before => progress.IsSkippedFor(before, step),
            (progress.HasAborted && !step.RunsAfterFailure) || progress.IsImpossible(step) ? Outlook.Lost : Outlook.Open, outlooks);

    /// <summary>A tolerated step is transparent: whether its dependents can still run depends on its own predecessors.</summary>
    private Outlook Worst(Step step, Func<StepId, bool> isSkipped, Outlook worst, Dictionary<StepId, Outlook> outlooks)
    {
        foreach (var before in step.After)
        {
            var outlook = isSkipped(before) ? Worst(plan[before], isSkipped, Outlook.Open, outlooks) : OutlookOf(plan[before], outlooks);
            if (outlook == Outlook.Running)
                return Outlook.Running;
            if (outlook == Outlook.Lost)
                worst = Outlook.Lost;
        }

        return worst;
    }

    /// <summary>Open: the step can still run. Running: it, or a step that it waits for, runs. Lost: it can never run.</summary>
    private enum Outlook
    {
        Open,
        Running,
        Lost,
    }
}
