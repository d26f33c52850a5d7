namespace Compose.Planning.Plans.Output;

/// <summary>The published form of <see cref="Compensation"/>.</summary>
public sealed record UndoDocument(int Of, int Until);
