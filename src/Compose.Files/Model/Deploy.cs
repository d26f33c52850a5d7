namespace Compose.Files.Model;

/// <summary>The part of deploy that has an effect on one engine, and the rest as written.</summary>
public sealed record Deploy
{
    public string? Mode { get; init; }
    public int? Replicas { get; init; }
    public NamedMap<string> Labels { get; init; } = NamedMap<string>.Empty;
    public UpdateConfig? UpdateConfig { get; init; }
    public UpdateConfig? RollbackConfig { get; init; }
    public ComputeResources? Limits { get; init; }
    public ComputeResources? Reservations { get; init; }
    public RestartPolicy? RestartPolicy { get; init; }
    public Placement? Placement { get; init; }
    public string? EndpointMode { get; init; }
}
