namespace NCompose;

/// <summary>One call of the engine, one wait or one hook.</summary>
/// <param name="Id">Its number, from 1.</param>
/// <param name="Operation">The kind of operation, such as <c>CreateContainer</c>.</param>
/// <param name="Subject">The container, network, volume or image.</param>
/// <param name="Service">The service, where the step is about one.</param>
/// <param name="Detail">More about the operation.</param>
/// <param name="After">The steps that come before it.</param>
/// <param name="Reasons">Why it is in the plan.</param>
/// <param name="Risk"><c>none</c>, <c>restart</c>, <c>downtime</c> or <c>data-loss</c>.</param>
/// <param name="IsRollback">It runs only when another step has failed.</param>
public sealed record PlannedStep(
    int Id, string Operation, string Subject, string? Service, string? Detail, IReadOnlyList<int> After,
    IReadOnlyList<PlannedReason> Reasons, string Risk, bool IsRollback);
