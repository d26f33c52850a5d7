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

    internal static HealthcheckConfig Read(ref WireCursor at) => at.Object(new HealthcheckConfig(), static (into, field, ref at) => field switch
    {
        "Test" => into with { Test = at.Texts() },
        "Interval" => into with { Interval = at.Number() },
        "Timeout" => into with { Timeout = at.Number() },
        "StartPeriod" => into with { StartPeriod = at.Number() },
        "StartInterval" => into with { StartInterval = at.Number() },
        "Retries" => into with { Retries = (int)at.Number() },
        _ => at.Skip(into),
    });
}
