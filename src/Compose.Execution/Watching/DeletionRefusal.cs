namespace Compose.Execution.Watching;

/// <summary>Why paths are still in a container.</summary>
/// <param name="Sentence">For people.</param>
/// <param name="IsFinal">No later try can do it.</param>
public sealed record DeletionRefusal(string Sentence, bool IsFinal);
