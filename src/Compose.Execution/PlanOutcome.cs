using System.Collections.Immutable;
using Compose.Planning;

namespace Compose.Execution;

/// <summary>What became of every step.</summary>
public sealed record PlanOutcome(Plan Plan, ImmutableArray<StepOutcome> Steps, TimeSpan Elapsed)
{
    public bool Succeeded => Steps.All(step => step.Succeeded);
    public bool Cancelled => Steps.Any(step => step is StepOutcome.Cancelled);

    /// <summary>The failures, in the order of the plan.</summary>
    public IEnumerable<(Step Step, StepError Error)> Failures() =>
        Plan.Steps.Zip(Steps).Where(pair => pair.Second is StepOutcome.Failed).Select(pair => (pair.First, ((StepOutcome.Failed)pair.Second).Error));

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
