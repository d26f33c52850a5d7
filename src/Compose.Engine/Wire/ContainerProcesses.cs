namespace Compose.Engine.Wire;

/// <summary>The process table of a container, as <c>ps</c> printed it.</summary>
public sealed record ContainerProcesses
{
    public IReadOnlyList<string> Titles { get => field ?? []; init; }
    public IReadOnlyList<IReadOnlyList<string>> Processes { get => field ?? []; init; }
}
