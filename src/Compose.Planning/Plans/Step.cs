using System.Collections.Immutable;
using Compose.Planning.Operations;

namespace Compose.Planning.Plans;

/// <summary>One engine call, one wait or one hook, why it is in the plan, and the earlier steps that it depends on.</summary>
public sealed record Step(StepId Id, Operation Operation, ImmutableArray<Reason> Reasons, ImmutableArray<StepId> After)
{
    public Risk Risk { get; init; }
    public StepGroup? Group { get; init; }

    /// <summary>Completes what earlier steps have begun, so it runs even after the plan has failed elsewhere.</summary>
    public bool RunsAfterFailure { get; init; }

    /// <summary>Set for a rollback step, which runs only after a failure.</summary>
    public Compensation? Compensation { get; init; }

    public FailureTolerance? FailureTolerance { get; init; }
}
