namespace Compose.Engine.Wire;

public sealed record EngineComponent
{
    public string Name { get => field ?? ""; init; }
    public string Version { get => field ?? ""; init; }
}
