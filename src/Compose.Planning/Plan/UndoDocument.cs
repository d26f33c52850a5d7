namespace Compose.Planning;

/// <summary>The published form of <see cref="Undo"/>.</summary>
public sealed record UndoDocument(int Of, int Until);
