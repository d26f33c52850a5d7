using System.Collections.Immutable;
using Compose.Execution.Scheduling;
using Compose.Planning.Operations;
using Compose.Planning.Timelines;

namespace Compose.Execution.Timelines;

/// <summary>Makes a timeline of the progress of one or more plans that are executed one after the other.</summary>
public sealed class TimelineRecorder(TimeProvider time)
{
    private readonly List<List<(Operation Operation, TimelineBar Bar)>> _plans = [];
    private readonly Dictionary<StepId, (int Id, double Start)> _running = [];
    private DateTimeOffset _began;
    private long _zero;
    private int _count;
    private bool _hasFailed;

    /// <summary>Something was done besides waiting.</summary>
    public bool HasChanges =>
        _plans.Exists(plan => plan.Exists(pair => pair.Operation is not (Operation.AwaitCondition or Operation.AwaitService)));

    public void On(ProgressEvent happened)
    {
        switch (happened)
        {
            case ProgressEvent.PlanStarted:
                if (_plans.Count == 0)
                    (_began, _zero) = (time.GetUtcNow(), time.GetTimestamp());
                _plans.Add([]);
                _running.Clear();
                break;
            case ProgressEvent.Started started:
                _running[started.Step.Id] = (++_count, Now);
                break;
            case ProgressEvent.Finished finished:
                Finish(finished);
                break;
        }
    }

    public TimelineDocument Document(string project, string command)
    {
        var bars = _plans.SelectMany(plan => plan).OrderBy(pair => pair.Bar.Id).ToList();
        return new TimelineDocument
        {
            Project = project,
            Command = command,
            StartedAt = _began,
            Milliseconds = bars.Select(pair => pair.Bar.End).DefaultIfEmpty(0).Max(),
            Succeeded = !_hasFailed,
            Rows = [.. bars.GroupBy(pair => pair.Operation.Resource).Select(row => new TimelineRow(
                row.Key.Kind.ToString().ToLowerInvariant(), row.Key.Name, [.. row.Select(pair => pair.Bar)],
                row.First().Operation.AboutService))],
            Critical = CriticalChain.Of([.. _plans.Select(plan => plan.Select(pair => pair.Bar).ToImmutableArray())]),
        };
    }

    private double Now => Math.Round(time.GetElapsedTime(_zero).TotalMilliseconds, 1);

    /// <summary>A step that never ran has no bar. Edges to steps of that kind are left out, too.</summary>
    private void Finish(ProgressEvent.Finished finished)
    {
        _hasFailed |= finished.Outcome is StepOutcome.Failed or StepOutcome.Cancelled or StepOutcome.Skipped;
        if (!_running.TryGetValue(finished.Step.Id, out var begun))
            return;
        var after = finished.Step.After.Where(_running.ContainsKey).Select(before => _running[before].Id).ToImmutableArray();
        _plans[^1].Add((finished.Step.Operation, new TimelineBar(
            begun.Id, TimelinePhase.Of(finished.Step.Operation), begun.Start, Now, Word(finished.Outcome), after)));
    }

    private static string Word(StepOutcome outcome) => outcome switch
    {
        StepOutcome.Failed => "failed",
        StepOutcome.Warned => "warned",
        StepOutcome.Done => "done",
        _ => "cancelled",
    };
}
