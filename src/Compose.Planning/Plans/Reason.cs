using System.Collections.Immutable;
using Compose.Planning.Attributes;

namespace Compose.Planning.Plans;

/// <summary>Why a step is in the plan: a stable code, a detail (a service, a step, a policy), and the attributes that changed.</summary>
public sealed record Reason(ReasonCode Code, string? Detail = null)
{
    public ImmutableArray<AttributeChange> Changes { get; init; } = [];

    public override string ToString() => Detail is null ? Code.Text() : $"{Code.Text()} ({Detail})";
}
