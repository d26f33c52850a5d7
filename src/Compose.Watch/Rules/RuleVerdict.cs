namespace Compose.Watch.Rules;

/// <summary>What one rule decides about a path.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Matches">Whether a change of the path counts.</param>
/// <param name="Reason">One sentence.</param>
/// <param name="Pattern">The pattern that decided, where one did.</param>
/// <param name="ContainerPath">Where a matching path is copied to, for the actions that copy.</param>
public sealed record RuleVerdict(ServiceRule Rule, bool Matches, string Reason, PatternPlace? Pattern, string? ContainerPath);
