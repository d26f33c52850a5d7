namespace Compose.Engine.Wire;

public sealed record VolumeOptions
{
    public bool? NoCopy { get; init; }
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Needs <see cref="ApiVersions.VolumeSubpath"/>.</summary>
    public string? Subpath { get; init; }

    public DriverConfig? DriverConfig { get; init; }
}
