using Compose.Execution.Queries;
using Compose.Planning.Observed;

namespace NCompose;

/// <summary>From what the engine lists to the public values.</summary>
internal static class Containers
{
    private const long NanosecondsPerTick = 100;

    public static ComposeContainer Of(ContainerRow row) => new(
        row.Id, row.Name, row.Service, row.Number, row.Image, Of(row.State), Of(row.Health), row.ExitCode, row.Status,
        [.. row.Ports.Select(Of)]);

    public static StackEvent Of(ProjectEvent happened) => new(
        DateTimeOffset.UnixEpoch.AddTicks(happened.Nanoseconds / NanosecondsPerTick), happened.Kind, happened.Action, happened.Service,
        happened.Id, happened.Attributes.ToDictionary(attribute => attribute.Key, attribute => attribute.Value, StringComparer.Ordinal));

    private static PublishedPort Of(Compose.Execution.Queries.PublishedPort port) =>
        new(port.Target, port.Protocol, port.Published > 0 ? port.Address : "", port.Published);

    private static ContainerState Of(Compose.Planning.Observed.ContainerState state) => state switch
    {
        Compose.Planning.Observed.ContainerState.Created => ContainerState.Created,
        Compose.Planning.Observed.ContainerState.Running => ContainerState.Running,
        Compose.Planning.Observed.ContainerState.Paused => ContainerState.Paused,
        Compose.Planning.Observed.ContainerState.Restarting => ContainerState.Restarting,
        Compose.Planning.Observed.ContainerState.Removing => ContainerState.Removing,
        Compose.Planning.Observed.ContainerState.Exited => ContainerState.Exited,
        _ => ContainerState.Dead,
    };

    private static ContainerHealth Of(HealthState health) => health switch
    {
        HealthState.Starting => ContainerHealth.Starting,
        HealthState.Healthy => ContainerHealth.Healthy,
        HealthState.Unhealthy => ContainerHealth.Unhealthy,
        _ => ContainerHealth.None,
    };
}
