namespace Compose.Execution.Logs;

/// <summary>What a container did, as far as those who watch a stack want to know.</summary>
public enum ContainerEventKind
{
    Created,
    Started,
    Exited,
    Removed,
}
