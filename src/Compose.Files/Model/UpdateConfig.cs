namespace Compose.Files.Model;

/// <summary>How a service's replicas are replaced.</summary>
public sealed record UpdateConfig
{
    public long? Parallelism { get; init; }
    public TimeSpan Delay { get; init; }
    public UpdateFailure FailureAction { get; init; }
    public TimeSpan Monitor { get; init; }
    public float MaxFailureRatio { get; init; }
    public UpdateOrder? Order { get; init; }
}
