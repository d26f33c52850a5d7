using System.Collections.Immutable;

namespace Compose.Planning;

/// <summary>One engine call, one wait or one hook, why it is there, and the earlier steps that it needs done.</summary>
public sealed record Step(StepId Id, Operation Operation, ImmutableArray<Reason> Reasons, ImmutableArray<StepId> After)
{
    public Risk Risk { get; init; }
    public StepGroup? Group { get; init; }

    /// <summary>Brings to its end what earlier steps have begun: it runs even when the plan has failed elsewhere meanwhile.</summary>
    public bool Closing { get; init; }

    /// <summary>A step of the way back, which runs only when something has failed.</summary>
    public Undo? Undo { get; init; }

    public Tolerance? Tolerance { get; init; }
}
