using Compose.Planning.Operations;
namespace Compose.Planning.Plans;

/// <summary>
/// Makes a step part of the rollback: it reverts what <paramref name="Step"/> has done. It runs only when that step was tried and
/// <paramref name="ObsoleteAfter"/>, after which nothing can be reverted, can no longer run; or when that one was a start, and failed.
/// </summary>
public sealed record Compensation(StepId Step, StepId ObsoleteAfter);
