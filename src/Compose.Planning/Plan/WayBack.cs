namespace Compose.Planning;

/// <summary>
/// Decides, once something has failed, which steps of the way back are needed: those of changes that have begun, and that nothing which still
/// runs, or may still run, can settle.
/// </summary>
internal sealed class WayBack(Plan plan, PlanProgress progress)
{
    private readonly List<Step> _undecided = [];
    private readonly List<Step> _needed = [];
    private readonly Dictionary<string, HashSet<int>> _failed = new(StringComparer.Ordinal);

    public bool HasBegun { get; private set; }

    /// <summary>Counts the failure. The way back has no tolerance: what cannot be taken back is told.</summary>
    public bool Tolerates(Step failed)
    {
        if (failed.Tolerance is not { } tolerance || failed.Undo is not null)
            return false;
        if (!_failed.TryGetValue(tolerance.Service, out var containers))
            _failed[tolerance.Service] = containers = [];
        containers.Add(tolerance.Container);
        return containers.Count <= tolerance.Failures;
    }

    public void Begin()
    {
        if (!HasBegun)
            _undecided.AddRange(plan.Steps.Where(step => step.Undo is not null));
        HasBegun = true;
    }

    public void Look()
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
        var (of, until) = (step.Undo!.Of, step.Undo.Until);
        var isSettled = progress[until] != StepState.Waiting && !HasFailedToStart(plan[until]);
        if (!isSettled && OutlookOf(plan[until], outlooks) != Outlook.Lost)
            return false;
        // A call that failed may have done its work all the same.
        var isNeeded = !isSettled && progress[of] is StepState.Done or StepState.Failed && step.Operation.References().All(made => progress[made] == StepState.Done);
        progress.Decide(step.Id, isNeeded);
        if (isNeeded)
            _needed.Add(step);
        return true;
    }

    /// <summary>What only had to start again and did not is tried once more: it ran before.</summary>
    private bool HasFailedToStart(Step step) => progress[step.Id] == StepState.Failed && step.Operation is Operation.StartContainer;

    private bool IsReady(Step step) => step.Operation is Operation.AwaitCondition { Condition: AwaitedCondition.Restored }
        ? HasAllBehind(step, [])
        : step.After.All(IsOver);

    private bool IsOver(StepId step) => plan[step].Undo is null || progress[step] is StepState.Done or StepState.Unneeded;

    /// <summary>The check of a rollback comes after every step that leads to it: one that is not needed does not wait for those before it.</summary>
    private bool HasAllBehind(Step step, HashSet<StepId> seen) =>
        step.After.All(before => plan[before].Undo is null || !seen.Add(before) || (IsOver(before) && HasAllBehind(plan[before], seen)));

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
        Worst(step, before => progress.IsPassedBy(before, step), (progress.HasGivenUp && !step.Closing) || progress.CannotBe(step) ? Outlook.Lost : Outlook.Open, outlooks);

    /// <summary>What is left out keeps its place: whether those behind it have a turn is for those before it to say.</summary>
    private Outlook Worst(Step step, Func<StepId, bool> isPassedBy, Outlook worst, Dictionary<StepId, Outlook> outlooks)
    {
        foreach (var before in step.After)
        {
            var outlook = isPassedBy(before) ? Worst(plan[before], isPassedBy, Outlook.Open, outlooks) : OutlookOf(plan[before], outlooks);
            if (outlook == Outlook.Running)
                return Outlook.Running;
            if (outlook == Outlook.Lost)
                worst = Outlook.Lost;
        }

        return worst;
    }

    /// <summary>What may become of a step: it may come, it is there or waits for what is, or its turn never comes.</summary>
    private enum Outlook
    {
        Open,
        Running,
        Lost,
    }
}
