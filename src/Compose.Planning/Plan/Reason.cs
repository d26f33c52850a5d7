using System.Collections.Immutable;

namespace Compose.Planning;

/// <summary>Why a step is in the plan: a stable code, a few words (a service, a step, a policy), and the attributes that changed.</summary>
public sealed record Reason(ReasonCode Code, string? Detail = null)
{
    public ImmutableArray<AttributeChange> Changes { get; init; } = [];

    public override string ToString() => Detail is null ? Code.Text() : $"{Code.Text()} ({Detail})";
}
