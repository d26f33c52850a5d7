namespace Compose.Execution.Logs;

/// <summary>What a container did, as far as somebody watching a stack wants to know.</summary>
public enum ContainerEventKind
{
    Created,
    Started,
    Exited,
    Removed,
}
