using System.Collections.Immutable;

namespace Compose.Files.Model;

/// <summary>The probe of a service. No test is the image's; a zero or missing duration is the image's.</summary>
public sealed record HealthCheck
{
    public ImmutableArray<string> Test { get; init; } = [];
    public TimeSpan? Timeout { get; init; }
    public TimeSpan? Interval { get; init; }
    public long? Retries { get; init; }
    public TimeSpan? StartPeriod { get; init; }
    public TimeSpan? StartInterval { get; init; }
    public bool Disable { get; init; }
}
