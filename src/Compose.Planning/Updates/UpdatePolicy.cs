using Compose.Files.Model;

namespace Compose.Planning.Updates;

/// <summary>
/// How the containers of a service are replaced: deploy.update_config with its defaults. Without one, as in Docker Compose: all containers
/// at once, the old one stopped first.
/// </summary>
internal sealed record UpdatePolicy
{
    public bool StartFirst { get; init; }

    /// <summary>Containers per batch.</summary>
    public int Parallelism { get; init; }

    public TimeSpan Delay { get; init; }
    public TimeSpan Monitor { get; init; }
    public UpdateFailure OnFailure { get; init; }
    public float MaxFailureRatio { get; init; }

    public static UpdatePolicy? Of(Service service) => service.Deploy?.UpdateConfig is { } update ? Of(update, null) : null;

    /// <summary>
    /// How an update is rolled back. Attributes that rollback_config omits are those of the update: with start-first the rollback leaves no
    /// gap either.
    /// </summary>
    public static UpdatePolicy? RollbackOf(Service service) => Of(service) is { } update
        ? service.Deploy?.RollbackConfig is { } back ? Of(back, update) : update with { Delay = TimeSpan.Zero, Monitor = TimeSpan.Zero }
        : null;

    /// <summary>How many of this number of containers may fail.</summary>
    public int Tolerated(int containers) =>
        OnFailure == UpdateFailure.Continue ? containers : (int)Math.Floor(Math.Round(MaxFailureRatio * containers, 3));

    private static UpdatePolicy Of(UpdateConfig config, UpdatePolicy? fallback) => new()
    {
        StartFirst = config.Order is { } order ? order == UpdateOrder.StartFirst : fallback?.StartFirst ?? false,
        Parallelism = config.Parallelism is { } given ? given is > 0 and < int.MaxValue ? (int)given
            : int.MaxValue
            : fallback?.Parallelism ?? 1,
        Delay = config.Delay,
        Monitor = config.Monitor,
        MaxFailureRatio = config.MaxFailureRatio,
        OnFailure = config.FailureAction,
    };
}
