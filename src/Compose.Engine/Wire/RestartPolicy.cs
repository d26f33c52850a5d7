namespace Compose.Engine.Wire;

public sealed record RestartPolicy
{
    public string? Name { get; init; }
    public int? MaximumRetryCount { get; init; }
}
