namespace Compose.Planning;

/// <summary>
/// What makes a step a part of the way back: it takes back what <paramref name="Of"/> has done. It runs only when that was tried and
/// <paramref name="Until"/>, with which the change is settled, can no longer come; or when it was a start, and failed.
/// </summary>
public sealed record Undo(StepId Of, StepId Until);
