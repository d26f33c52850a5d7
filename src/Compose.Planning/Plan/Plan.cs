using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Planning.Desired;
using Compose.Planning.Observed;

namespace Compose.Planning;

/// <summary>
/// Everything a command is going to do, decided before the first call. With errors among the <see cref="Diagnostics"/>, or with
/// <see cref="Questions"/> that nobody has answered, it is not to be run.
/// </summary>
public sealed record Plan(ImmutableArray<Step> Steps)
{
    public static readonly Plan Empty = new([]);

    /// <summary>Containers that run and are as declared: what `up` reports as Running.</summary>
    public ImmutableArray<ObservedContainer> Unchanged { get; init; } = [];

    /// <summary>What needs no step because it is so already, in the order in which it is told.</summary>
    public ImmutableArray<Settled> Settled { get; init; } = [];

    /// <summary>What was asked for and needs nothing, with the reason: images that are there, services without one.</summary>
    public ImmutableArray<LeftAlone> LeftAlone { get; init; } = [];

    /// <summary>What the user has to know (orphans, a network of somebody else) and what stands in the way (a missing external volume).</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>Decisions that are not ours: ask, and plan again with the answers.</summary>
    public ImmutableArray<Question> Questions { get; init; } = [];

    public FailurePolicy OnFailure { get; init; }

    /// <summary>What may be shown of the commands in its steps. Values of attributes have gone through it already.</summary>
    public Redaction Redaction { get; init; } = Redaction.ByShape;

    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);
    public bool IsEmpty => Steps.IsEmpty;

    /// <summary>The worst of all steps.</summary>
    public Risk Risk => Steps.IsEmpty ? Risk.None : Steps.Max(step => step.Risk);

    public Step this[StepId id] => Steps[id.Value];
}
