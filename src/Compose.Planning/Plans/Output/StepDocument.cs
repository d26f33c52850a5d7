using System.Collections.Immutable;

namespace Compose.Planning.Plans.Output;

/// <summary>A step in the published form of a plan.</summary>
public sealed record StepDocument
{
    public required int Id { get; init; }
    public required string Operation { get; init; }
    public required string Subject { get; init; }
    public string? Service { get; init; }
    public string? Container { get; init; }
    public string? Detail { get; init; }
    public required ImmutableArray<int> After { get; init; }
    public required ImmutableArray<ReasonDocument> Reasons { get; init; }
    public required string Risk { get; init; }
    public string? Group { get; init; }

    /// <summary>Present only if true: the step runs even after a failure elsewhere.</summary>
    public bool? Closing { get; init; }

    /// <summary>Set for a rollback step.</summary>
    public UndoDocument? Undo { get; init; }

    /// <summary>How many containers of the service may fail before the plan stops.</summary>
    public int? Tolerated { get; init; }
}
