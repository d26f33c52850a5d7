namespace Compose.Engine.Wire;

/// <summary>A container as a list shows it.</summary>
public sealed record ContainerSummary
{
    public string Id { get => field ?? ""; init; }

    /// <summary>With a leading slash, as the engine keeps them.</summary>
    public IReadOnlyList<string> Names { get => field ?? []; init; }

    /// <summary>The image as it was named at create, or its id when the name has moved on.</summary>
    public string Image { get => field ?? ""; init; }

    public string ImageID { get => field ?? ""; init; }
    public string Command { get => field ?? ""; init; }

    /// <summary>Seconds since 1970.</summary>
    public long Created { get; init; }

    public IReadOnlyList<PortSummary> Ports { get => field ?? []; init; }
    public IReadOnlyDictionary<string, string> Labels { get => field ?? Nothing.Strings; init; }

    /// <summary>created, running, paused, restarting, removing, exited or dead.</summary>
    public string State { get => field ?? ""; init; }

    /// <summary>For people: <c>Up 3 seconds (healthy)</c>.</summary>
    public string Status { get => field ?? ""; init; }

    public long? SizeRw { get; init; }
    public long? SizeRootFs { get; init; }
    public SummaryHostConfig? HostConfig { get; init; }
    public SummaryNetworks? NetworkSettings { get; init; }
    public IReadOnlyList<MountPoint> Mounts { get => field ?? []; init; }

    /// <summary>Which of an image's platforms it runs; engines with an image store of several platforms tell.</summary>
    public ImageManifestDescriptor? ImageManifestDescriptor { get; init; }

    /// <summary>Given by engines from <see cref="ApiVersions.HealthInList"/> on.</summary>
    public HealthState? Health { get; init; }
}
