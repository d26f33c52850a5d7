using System.Collections.Immutable;

namespace Compose.Planning;

/// <summary>One engine call, one wait or one hook, why it is there, and the earlier steps that it needs done.</summary>
public sealed record Step(StepId Id, Operation Operation, ImmutableArray<Reason> Reasons, ImmutableArray<StepId> After)
{
    public Risk Risk { get; init; }
    public StepGroup? Group { get; init; }
}
