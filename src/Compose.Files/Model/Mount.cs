namespace Compose.Files.Model;

/// <summary>Something mounted into a container. A volume's source is its key in the file, or nothing for an anonymous one.</summary>
public sealed record Mount
{
    public MountType Type { get; init; }
    public string? Source { get; init; }
    public required string Target { get; init; }
    public bool ReadOnly { get; init; }
    public string? Consistency { get; init; }
    public BindOptions? Bind { get; init; }
    public VolumeOptions? Volume { get; init; }
    public TmpfsOptions? Tmpfs { get; init; }
    public ImageOptions? Image { get; init; }
}
