namespace Compose.Files.Model;

/// <summary>deploy.restart_policy; it wins over restart.</summary>
public sealed record RestartPolicy
{
    public string? Condition { get; init; }
    public TimeSpan? Delay { get; init; }
    public long? MaxAttempts { get; init; }
    public TimeSpan? Window { get; init; }
}
