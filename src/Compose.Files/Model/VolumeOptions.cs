namespace Compose.Files.Model;

public sealed record VolumeOptions
{
    public NamedMap<string> Labels { get; init; } = NamedMap<string>.Empty;
    public bool NoCopy { get; init; }
    public string? Subpath { get; init; }
}
