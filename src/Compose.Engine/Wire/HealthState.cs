namespace Compose.Engine.Wire;

public sealed record HealthState
{
    /// <summary>none, starting, healthy or unhealthy.</summary>
    public string Status { get => field ?? ""; init; }

    public int FailingStreak { get; init; }

    /// <summary>The last few runs of the check, oldest first.</summary>
    public IReadOnlyList<HealthProbe> Log { get => field ?? []; init; }
}
