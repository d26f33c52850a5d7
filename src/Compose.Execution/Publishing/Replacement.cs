namespace Compose.Execution.Publishing;

/// <summary>Another name in the place of what stands in a text.</summary>
internal sealed record Replacement(int Start, int End, string Name);
