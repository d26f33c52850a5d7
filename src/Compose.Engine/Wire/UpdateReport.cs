namespace Compose.Engine.Wire;

public sealed record UpdateReport
{
    public IReadOnlyList<string> Warnings { get => field ?? []; init; }
}
