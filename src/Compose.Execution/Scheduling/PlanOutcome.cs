using System.Collections.Immutable;
using Compose.Planning.Operations;
using Compose.Planning.Plans;

namespace Compose.Execution.Scheduling;

/// <summary>What became of every step.</summary>
public sealed record PlanOutcome(Plan Plan, ImmutableArray<StepOutcome> Steps, TimeSpan Elapsed)
{
    public bool Succeeded => Steps.All(step => step.Succeeded || step is StepOutcome.Unneeded);
    public bool Cancelled => Steps.Any(step => step is StepOutcome.Cancelled);

    /// <summary>
    /// The failures, in the order of the plan. Several waits for one container fail for one reason, which is reported once; that it could
    /// not be restored is another.
    /// </summary>
    public IEnumerable<(Step Step, StepError Error)> Failures() =>
        Plan.Steps.Zip(Steps).Where(pair => pair.Second is StepOutcome.Failed)
            .Select(pair => (Step: pair.First, ((StepOutcome.Failed)pair.Second).Error))
            .DistinctBy(
            failure =>
                (failure.Step.Operation.Resource, failure.Step is { Compensation: null, Operation: Operation.AwaitCondition } ? ""
                    : failure.Error.Message));

    /// <summary>Something was replaced in vain, and everything that had begun was taken back.</summary>
    public bool IsRolledBack => RolledBack().Any() && Back().All(pair => pair.Outcome.Succeeded || pair.Outcome is StepOutcome.Unneeded);

    /// <summary>
    /// The containers or services that were put back, each with the steps that led to it: from the one that failed to the one that was not
    /// reached any more.
    /// </summary>
    public IEnumerable<(Resource Resource, ImmutableArray<StepId> Because)> RolledBack() =>
        from pair in Back()
        where pair.Outcome.Succeeded && pair.Step.Operation is not Operation.Delay
        group pair.Step by KeyOf(pair.Step) into steps
        where Back().Where(pair => KeyOf(pair.Step) == steps.Key)
            .All(pair => pair.Outcome.Succeeded || pair.Outcome is StepOutcome.Unneeded)
        select (steps.First().Operation.Resource, Steps[steps.Key.ObsoleteAfter.Value] is StepOutcome.Skipped skipped
            ? skipped.Because : []);

    /// <summary>The steps of one replacement belong together; services are restored one by one.</summary>
    private static (StepId ObsoleteAfter, Resource? Service) KeyOf(Step step) =>
        (step.Compensation!.ObsoleteAfter, step.Operation is Operation.OnService ? step.Operation.Resource : null);

    private IEnumerable<(Step Step, StepOutcome Outcome)> Back() =>
        Plan.Steps.Zip(Steps).Where(pair => pair.First.Compensation is not null);

    /// <summary>The id behind a container that the plan refers to; null when its step did not make one.</summary>
    public string? IdOf(ContainerRef container) => container switch
    {
        ContainerRef.Existing existing => existing.Id,
        ContainerRef.CreatedBy made => Steps[made.Step.Value] switch
        {
            StepOutcome.Done done => done.ContainerId,
            StepOutcome.Warned warned => warned.ContainerId,
            _ => null,
        },
        _ => null,
    };
}
