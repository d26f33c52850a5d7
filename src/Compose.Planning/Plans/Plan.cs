using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Planning.Observed;
using Compose.Planning.Operations;
using Compose.Planning.Secrets;

namespace Compose.Planning.Plans;

/// <summary>
/// Everything that a command is going to do, decided before the first call. A plan with errors among its <see cref="Diagnostics"/>, or with
/// unanswered <see cref="Questions"/>, must not run.
/// </summary>
public sealed record Plan(ImmutableArray<Step> Steps)
{
    public static readonly Plan Empty = new([]);

    /// <summary>Containers that run and match the declaration: `up` reports them as Running.</summary>
    public ImmutableArray<ObservedContainer> Unchanged { get; init; } = [];

    /// <summary>Services of a swarm that are as declared.</summary>
    public ImmutableArray<string> UnchangedServices { get; init; } = [];

    /// <summary>In the order in which the command reports them.</summary>
    public ImmutableArray<AlreadyDone> AlreadyDone { get; init; } = [];

    /// <summary>Requested resources that need no step: images that are present, services without one.</summary>
    public ImmutableArray<SkippedResource> SkippedResources { get; init; } = [];

    /// <summary>Warnings (orphans, a network of another project) and errors (a missing external volume).</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>Decisions of the user: the command asks, and plans again with the answers.</summary>
    public ImmutableArray<Question> Questions { get; init; } = [];

    public FailurePolicy OnFailure { get; init; }

    /// <summary>Applied to commands when the plan is printed. Values of attributes are redacted already.</summary>
    public Redaction Redaction { get; init; } = Redaction.ByShape;

    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);
    public bool IsEmpty => Steps.IsEmpty;

    /// <summary>The highest risk of all steps.</summary>
    public Risk Risk => Steps.IsEmpty ? Risk.None : Steps.Max(step => step.Risk);

    public Step this[StepId id] => Steps[id.Value];
}
