using Compose.Cli.Rendering.Logs;
using Compose.Execution.Scheduling;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Plans.Output;

namespace Compose.Cli.Rendering.Progress;

/// <summary>
/// The progress of an attached `up`: a list until everything is created, as with Docker Compose, then the output of the containers. A
/// container that writes earlier ends the list; what is done after that, and what is waited for, is a line in the log.
/// </summary>
/// <param name="list">Shows what is created.</param>
/// <param name="printer">Shows the output of the containers.</param>
/// <param name="nameOf">The short name of a container.</param>
/// <param name="isInLog">False where the list goes on in lines of its own.</param>
internal sealed class AttachedProgress(IProgressView list, LogPrinter printer, Func<string, string> nameOf, bool isInLog) : IProgressView
{
    private readonly StatusChanges _changes = new();
    private readonly HashSet<string> _unfinished = new(StringComparer.Ordinal);
    private readonly List<string> _notices = [];

    public void On(ProgressEvent happened)
    {
        list.On(happened);
        if (happened is ProgressEvent.PlanStarted { Plan: var plan })
            _unfinished.UnionWith(plan.Steps.Select(RowOf).OfType<string>());
        var isOver = printer.IsOpen;
        foreach (var change in _changes.Of(happened))
            if ((change.Status != StatusKind.Working || change.Text == "Starting") && _unfinished.Remove(change.Id) && isOver
                && IsDone(change))
                _notices.Add($"{change.Id} {change.Text} {change.Details}".TrimEnd());
        if (NoticeOf(happened) is { } notice)
            _notices.Add(notice);
        if (happened is not ProgressEvent.PlanFinished && (isOver || _unfinished.Count == 0))
            Flush();
    }

    public void Dispose() => list.Dispose();

    /// <summary>The row of what comes before the start of the containers.</summary>
    private static string? RowOf(Step step) => step switch
    {
        { Group: { Verb: StepGroup.Recreate } group } => StatusChanges.IdOf(group),
        { Compensation: null, Group: null, Operation: not (Operation.StartContainer or Operation.AwaitCondition) and var operation } =>
            StatusWords.Of(operation)?.Id,
        _ => null,
    };

    /// <summary>The report after the run has what failed and what was skipped because of it.</summary>
    private static bool IsDone(StatusChange change) =>
        change.Status == StatusKind.Done || (change.Status == StatusKind.Warning && change.Text != "Skipped");

    private string? NoticeOf(ProgressEvent happened) => happened switch
    {
        ProgressEvent.Started
        {
            Step:
            {
                Compensation: null,
                Operation: Operation.AwaitCondition { Condition: not AwaitedCondition.Steady } wait
            }
        } =>
            $"{Waiters(wait)}waiting for {nameOf(wait.Target.Name)} to {(wait.Condition == AwaitedCondition.CompletedSuccessfully ? "complete" : "be " + OperationText.ConditionName(wait.Condition))}",
        ProgressEvent.Finished
        {
            Step: { Compensation: null, Operation: Operation.AwaitCondition wait },
            Outcome: StepOutcome.Warned warned
        } => $"{nameOf(wait.Target.Name)}: {warned.Warning}",
        ProgressEvent.Finished
        {
            Step:
            {
                Compensation: null,
                Operation: Operation.AwaitCondition { Condition: AwaitedCondition.Healthy } wait
            }, Outcome: StepOutcome.Done
        } =>
            $"{nameOf(wait.Target.Name)} is healthy",
        _ => null,
    };

    private static string Waiters(Operation.AwaitCondition wait) => wait.For.IsEmpty ? "" : string.Join(", ", wait.For) + " ";

    private void Flush()
    {
        printer.Open();
        if (isInLog)
            _notices.ForEach(printer.Notice);
        _notices.Clear();
    }
}
