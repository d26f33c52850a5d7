using Compose.Files.Yaml;

namespace Compose.Files.Model;

/// <summary>A volume of the project; the name is the engine's.</summary>
public sealed record Volume
{
    public required string Key { get; init; }
    public required string Name { get; init; }
    public YamlMapping? Source { get; init; }
    public string? Driver { get; init; }
    public NamedMap<string> DriverOpts { get; init; } = NamedMap<string>.Empty;
    public bool External { get; init; }
    public NamedMap<string> Labels { get; init; } = NamedMap<string>.Empty;
}
