using Compose.Execution.Scheduling;
using Compose.Planning.Plans;
using Microsoft.Extensions.Logging;

namespace NCompose;

/// <summary>From the events of a run to the public values.</summary>
internal static class RunProgress
{
    public static Action<ProgressEvent> To(IProgress<StepProgress>? receiver, ILogger logger) => happened =>
    {
        if (Of(happened) is not { } step)
            return;
        receiver?.Report(step);
        if (step.State is not (StepState.Progressed or StepState.Started))
            LibraryLog.Step(logger, step);
    };

    private static StepProgress? Of(ProgressEvent happened) => happened switch
    {
        ProgressEvent.Started started => Step(started.Step, StepState.Started),
        ProgressEvent.Progressed progressed => Step(progressed.Step, StepState.Progressed) with
        {
            Text = progressed.Text,
            Current = progressed.Current,
            Total = progressed.Total,
        },
        ProgressEvent.Output output => Step(output.Step, StepState.Output) with { Text = output.Line },
        ProgressEvent.Finished { Outcome: StepOutcome.Unneeded } => null,
        ProgressEvent.Finished finished => Finished(finished),
        _ => null,
    };

    private static StepProgress Finished(ProgressEvent.Finished finished)
    {
        var (state, text) = finished.Outcome switch
        {
            StepOutcome.Failed failed => (StepState.Failed, failed.Error.Message),
            StepOutcome.Warned warned => (StepState.Done, warned.Warning),
            StepOutcome.Done => (StepState.Done, null),
            _ => (StepState.Skipped, null),
        };
        return Step(finished.Step, state) with { Text = text, Elapsed = finished.Elapsed };
    }

    private static StepProgress Step(Step step, StepState state) =>
        new(step.Operation.Resource.ToString(), step.Operation.AboutService, step.Operation.TypeName, state);
}
