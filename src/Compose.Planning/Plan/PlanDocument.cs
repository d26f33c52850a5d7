using System.Collections.Immutable;

namespace Compose.Planning;

/// <summary>The published form of a plan. Fields are only ever added; <see cref="Version"/> changes when one changes its meaning.</summary>
public sealed record PlanDocument
{
    public int Version { get; init; } = 1;
    public required string Risk { get; init; }
    public required ImmutableArray<StepDocument> Steps { get; init; }
    public required ImmutableArray<QuestionDocument> Questions { get; init; }
    public required ImmutableArray<string> Unchanged { get; init; }
}

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
}

public sealed record ReasonDocument
{
    public required string Code { get; init; }
    public string? Detail { get; init; }
    public ImmutableArray<ChangeDocument>? Changes { get; init; }
}

public sealed record ChangeDocument
{
    public required string Path { get; init; }
    public string? Old { get; init; }
    public string? New { get; init; }
    public string? File { get; init; }
    public int? Line { get; init; }
    public int? Column { get; init; }
}

public sealed record QuestionDocument(string Key, string Text, string Risk);
