using Compose.Planning.Plans;

namespace Compose.Execution.Scheduling;

/// <summary>What happens while a plan runs. Closed; every view is a fold of these. Events come one at a time, in order.</summary>
public abstract record ProgressEvent
{
    private ProgressEvent()
    {
    }

    /// <summary>The first one: everything that is going to happen is known.</summary>
    public sealed record PlanStarted(Plan Plan) : ProgressEvent;

    public sealed record Started(Step Step) : ProgressEvent;

    /// <summary><paramref name="Part"/> is the part of a transfer that it tells of: a layer. Without one it is the whole.</summary>
    public sealed record Progressed(Step Step, string Text, long? Current, long? Total, string? Part = null) : ProgressEvent;

    public sealed record Output(Step Step, string Line) : ProgressEvent;

    /// <summary><paramref name="Elapsed"/> is zero for a step that never ran.</summary>
    public sealed record Finished(Step Step, StepOutcome Outcome, TimeSpan Elapsed) : ProgressEvent;

    /// <summary>The last one.</summary>
    public sealed record PlanFinished(PlanOutcome Outcome) : ProgressEvent;
}
