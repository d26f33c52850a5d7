namespace Compose.Engine.Wire;

/// <summary>Everything the engine tells of one container, as far as it is used.</summary>
public sealed record ContainerInspect
{
    public string Id { get => field ?? ""; init; }
    public string Created { get => field ?? ""; init; }
    public string Path { get => field ?? ""; init; }
    public IReadOnlyList<string> Args { get => field ?? []; init; }
    public ContainerState State { get => field ?? ContainerState.Unknown; init; }

    /// <summary>The image's id.</summary>
    public string Image { get => field ?? ""; init; }

    /// <summary>With a leading slash.</summary>
    public string Name { get => field ?? ""; init; }

    public int RestartCount { get; init; }
    public string Driver { get => field ?? ""; init; }
    public string Platform { get => field ?? ""; init; }
    public string LogPath { get => field ?? ""; init; }
    public IReadOnlyList<string> ExecIDs { get => field ?? []; init; }
    public HostConfig? HostConfig { get; init; }
    public long? SizeRw { get; init; }
    public long? SizeRootFs { get; init; }
    public IReadOnlyList<MountPoint> Mounts { get => field ?? []; init; }
    public ContainerConfig? Config { get; init; }
    public NetworkSettings? NetworkSettings { get; init; }
    public ImageManifestDescriptor? ImageManifestDescriptor { get; init; }
}
