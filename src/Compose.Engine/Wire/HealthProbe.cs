namespace Compose.Engine.Wire;

/// <summary>One run of a health check.</summary>
public sealed record HealthProbe
{
    public string Start { get => field ?? ""; init; }
    public string End { get => field ?? ""; init; }
    public int ExitCode { get; init; }
    public string Output { get => field ?? ""; init; }
}
