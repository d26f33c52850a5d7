using System.Collections.Immutable;

namespace Compose.Planning.Plans.Output;

/// <summary>
/// The published form of a plan. Fields are only ever added; <see cref="Version"/> changes when the meaning of one changes.
/// </summary>
public sealed record PlanDocument
{
    public int Version { get; init; } = 1;
    public string? Project { get; init; }

    public required PlanSummary Summary { get; init; }

    public required string Risk { get; init; }
    public required ImmutableArray<StepDocument> Steps { get; init; }
    public required ImmutableArray<QuestionDocument> Questions { get; init; }
    public required ImmutableArray<string> Unchanged { get; init; }
}
