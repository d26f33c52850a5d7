using System.Collections.Immutable;

namespace Compose.Planning;

/// <summary>The published form of a plan. Fields are only ever added; <see cref="Version"/> changes when one changes its meaning.</summary>
public sealed record PlanDocument
{
    public int Version { get; init; } = 1;
    public string? Project { get; init; }

    /// <summary>How many of each kind of thing are made, changed and removed.</summary>
    public required PlanSummary Summary { get; init; }

    public required string Risk { get; init; }
    public required ImmutableArray<StepDocument> Steps { get; init; }
    public required ImmutableArray<QuestionDocument> Questions { get; init; }
    public required ImmutableArray<string> Unchanged { get; init; }
}
