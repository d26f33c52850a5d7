namespace Compose.Engine.Wire;

public sealed record ContainerExitError
{
    public string Message { get => field ?? ""; init; }
}
