namespace Compose.Engine.Wire;

/// <summary>A mount as it is asked for; <see cref="MountPoint"/> is one as it is.</summary>
public sealed record Mount
{
    /// <summary>bind, volume, tmpfs, image, npipe or cluster.</summary>
    public string? Type { get; init; }

    public string? Source { get; init; }
    public string? Target { get; init; }
    public bool? ReadOnly { get; init; }
    public string? Consistency { get; init; }
    public BindOptions? BindOptions { get; init; }
    public VolumeOptions? VolumeOptions { get; init; }
    public ImageOptions? ImageOptions { get; init; }
    public TmpfsOptions? TmpfsOptions { get; init; }
}
