using System.Collections.Immutable;
using System.Globalization;
using Compose.Engine.Gaps;
using Compose.Files.Model;
using Compose.Planning.Observed;
using Docker.DotNet.Models;
using ContainerState = Compose.Planning.Observed.ContainerState;
using HealthState = Compose.Planning.Observed.HealthState;

namespace Compose.Execution.Observing;

/// <summary>
/// A container of a list as a fact for the planner. Before API 1.52 a list has no field for health and exit code; its status line has both:
/// "Up 3 seconds (healthy)", "Exited (137) 2 hours ago".
/// </summary>
public static class ContainerReading
{
    public static ObservedContainer Read(ContainerListResponse container) => new()
    {
        Id = container.ID,
        Name = Name(container),
        Labels = Observer.Labels(container.Labels),
        Annotations = Observer.Labels(container.HostConfig?.Annotations),
        State = State(container.State),
        Health = Health(container),
        ExitCode = ExitCode(container.Status),
        UpFor = UpFor(container.Status),
        Created = new DateTimeOffset(container.Created, TimeSpan.Zero),
        Image = container.Image,
        Networks = [.. Networks(container)
            .OrderBy(network => network.Key, StringComparer.Ordinal)
            .Select(network => new ObservedEndpoint(network.Key, IdOf(network.Key, network.Value.NetworkID)))],
        HostPorts = [.. container.Ports.OrEmpty().Select(port => (int)(port.PublicPort ?? 0)).Where(port => port > 0).Distinct()],
        Mounts = Mounts(container),
    };

    /// <summary>
    /// A container with legacy links has a name for each of them ("/other/alias"); its own is the one without a second slash.
    /// </summary>
    public static string Name(ContainerListResponse container) =>
        (container.Names.OrEmpty().OrderBy(name => name.LastIndexOf('/') > 0).FirstOrDefault() ?? "").TrimStart('/');

    public static ImmutableArray<ObservedMount> Mounts(ContainerListResponse container) => [.. container.Mounts.OrEmpty().Select(Mount)];

    public static IDictionary<string, EndpointSettings> Networks(ContainerListResponse container) =>
        (container.NetworkSettings?.Networks).OrEmpty();

    public static ContainerState State(string word) => word switch
    {
        "running" => ContainerState.Running,
        "paused" => ContainerState.Paused,
        "restarting" => ContainerState.Restarting,
        "removing" => ContainerState.Removing,
        "exited" => ContainerState.Exited,
        "dead" => ContainerState.Dead,
        _ => ContainerState.Created,
    };

    public static HealthState Health(ContainerListResponse container) => container.Health?.Status switch
    {
        "healthy" => HealthState.Healthy,
        "unhealthy" => HealthState.Unhealthy,
        "starting" => HealthState.Starting,
        "none" => HealthState.None,
        _ when container.Status.EndsWith("(healthy)", StringComparison.Ordinal) => HealthState.Healthy,
        _ when container.Status.EndsWith("(unhealthy)", StringComparison.Ordinal) => HealthState.Unhealthy,
        _ when container.Status.EndsWith("(health: starting)", StringComparison.Ordinal) => HealthState.Starting,
        _ => HealthState.None,
    };

    /// <summary>"Exited (3) 2 minutes ago" and "Restarting (3) …" tell it; a container that never ran has none.</summary>
    public static int ExitCode(string status)
    {
        var open = status.IndexOf('(');
        var close = status.IndexOf(')', open + 1);
        return open > 0 && close > open && int.TryParse(
            status.AsSpan(open + 1, close - open - 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code)
            ? code
            : 0;
    }

    /// <summary>"Up Less than a second", "Up 1 second", "Up 42 seconds (healthy)": a longer time is in minutes.</summary>
    public static TimeSpan? UpFor(string status)
    {
        var words = status.Split(' ');
        if (words is not ["Up", var number, var unit, ..])
            return null;
        if (number == "Less")
            return TimeSpan.Zero;
        return unit is "second" or "seconds" && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds) : null;
    }

    /// <summary>Podman's list has the name where the id belongs: that is as good as none.</summary>
    private static string IdOf(string name, string id) => id != name ? id : "";

    private static ObservedMount Mount(MountPoint mount) => new(
        mount.Type switch
        {
            "bind" => MountType.Bind,
            "tmpfs" => MountType.Tmpfs,
            "image" => MountType.Image,
            "npipe" => MountType.NamedPipe,
            "cluster" => MountType.Cluster,
            _ => MountType.Volume,
        },
        mount.Name is { Length: > 0 } name ? name : null,
        mount.Source.Length > 0 ? mount.Source : null,
        mount.Destination,
        !mount.RW);
}
