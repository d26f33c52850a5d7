namespace Compose.Engine.Wire;

public sealed record ContainerCreated
{
    public string Id { get => field ?? ""; init; }
    public IReadOnlyList<string> Warnings { get => field ?? []; init; }
}
