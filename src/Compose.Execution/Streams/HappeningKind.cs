namespace Compose.Execution.Streams;

/// <summary>What a container did, as far as somebody watching a stack wants to know.</summary>
public enum HappeningKind
{
    Created,
    Started,
    Exited,
    Removed,
}
