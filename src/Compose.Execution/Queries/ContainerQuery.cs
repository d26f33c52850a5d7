using System.Collections.Immutable;
using Compose.Engine;
using Compose.Engine.Gaps;
using Compose.Engine.Transport;
using Compose.Execution.Observing;
using Compose.Planning.Naming;
using Docker.DotNet.Models;

namespace Compose.Execution.Queries;

/// <summary>Lists of containers. Those without a config hash are helpers (pre_start hooks), which no list of services shows.</summary>
internal static class ContainerQuery
{
    public static async Task<ImmutableArray<ContainerRow>> ListAsync(
        EngineClient engine, string? project, bool all, OneOffFilter oneOffs, CancellationToken cancellationToken)
    {
        var filters = new Filters().Label(LabelNames.ConfigHash)
            .Label(project is null ? LabelNames.Project : $"{LabelNames.Project}={project}");
        if (oneOffs != OneOffFilter.Include)
            filters.Label($"{LabelNames.OneOff}={(oneOffs == OneOffFilter.Only ? "True" : "False")}");
        var found = await engine.ListContainersAsync(filters, all, cancellationToken: cancellationToken);
        return [.. found.Select(Read).OrderBy(row => row.Name, StringComparer.Ordinal)];
    }

    public static async Task<ImmutableArray<ContainerRow>> ReplicasAsync(
        EngineClient engine, string project, string service, int index, bool all, OneOffFilter oneOffs, CancellationToken cancellationToken)
    {
        var filters = new Filters().Label(LabelNames.ConfigHash).Label($"{LabelNames.Project}={project}")
            .Label($"{LabelNames.Service}={service}");
        if (oneOffs != OneOffFilter.Include)
            filters.Label($"{LabelNames.OneOff}={(oneOffs == OneOffFilter.Only ? "True" : "False")}");
        if (index > 0)
            filters.Label(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{LabelNames.Number}={index}"));
        var found = await engine.ListContainersAsync(filters, all, cancellationToken: cancellationToken);
        return [.. found.Select(Read).OrderBy(row => row.IsOneOff).ThenBy(row => row.Number)
            .ThenBy(row => row.Name, StringComparer.Ordinal)];
    }

    /// <summary>All projects, or one list for `ls`: name, counted states, files.</summary>
    public static async Task<ImmutableArray<ProjectRow>> ProjectsAsync(EngineClient engine, bool all, CancellationToken cancellationToken)
    {
        var filters = new Filters().Label(LabelNames.ConfigHash).Label(LabelNames.Project);
        var found = await engine.ListContainersAsync(filters, all, cancellationToken: cancellationToken);
        return [.. found.Select(Read)
            .GroupBy(row => row.Project, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new ProjectRow(group.Key, CountStates(group), Files(group)))];
    }

    private static ContainerRow Read(ContainerListResponse container) => new()
    {
        Id = container.ID,
        Name = ContainerReading.Name(container),
        Image = container.Image,
        ImageId = container.ImageID,
        ImagePlatform = container.ImageManifestDescriptor?.Platform,
        Command = container.Command,
        Created = new DateTimeOffset(container.Created, TimeSpan.Zero),
        State = ContainerReading.State(container.State),
        Status = container.Status,
        Health = ContainerReading.Health(container),
        ExitCode = ContainerReading.ExitCode(container.Status),
        Ports = [.. container.Ports.OrEmpty()
            .Select(port => new PublishedPort(port.IP ?? "", port.PrivatePort, port.PublicPort ?? 0, port.Type))],
        Labels = Observer.Labels(container.Labels),
        Mounts = ContainerReading.Mounts(container),
        LocalVolumes = container.Mounts.OrEmpty().Count(mount => mount.Driver == "local"),
        Networks = [.. ContainerReading.Networks(container).Keys.Order(StringComparer.Ordinal)],
    };

    private static string CountStates(IEnumerable<ContainerRow> rows) => string.Join(", ", rows
        .GroupBy(row => row.State)
        .Select(group => $"{group.Key.ToString().ToLowerInvariant()}({group.Count()})")
        .Order(StringComparer.Ordinal));

    private static string Files(IEnumerable<ContainerRow> rows)
    {
        // In the order in which the engine lists the containers, newest first.
        var labels = rows.Select(row => row.Labels.TryGet(LabelNames.ConfigFiles, out var files) ? files : null).ToList();
        return labels.Contains(null) ? "N/A"
            : string.Join(',', labels.SelectMany(files => files!.Split(',')).Distinct(StringComparer.Ordinal));
    }
}
