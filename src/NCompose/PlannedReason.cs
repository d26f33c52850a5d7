namespace NCompose;

/// <summary>Why a step is in a plan.</summary>
/// <param name="Code">A stable word, such as <c>config_changed</c>.</param>
/// <param name="Detail">A service, a step or a policy that it refers to.</param>
/// <param name="Changes">The attributes that changed.</param>
public sealed record PlannedReason(string Code, string? Detail, IReadOnlyList<PlannedChange> Changes);
