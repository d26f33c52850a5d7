namespace Compose.Engine.Wire;

/// <summary>A health check; durations in nanoseconds, absent or 0 inherits from the image.</summary>
public sealed record HealthcheckConfig
{
    public IReadOnlyList<string>? Test { get; init; }
    public long? Interval { get; init; }
    public long? Timeout { get; init; }
    public long? StartPeriod { get; init; }

    /// <summary>Needs <see cref="ApiVersions.HealthStartInterval"/>.</summary>
    public long? StartInterval { get; init; }

    public int? Retries { get; init; }
}
