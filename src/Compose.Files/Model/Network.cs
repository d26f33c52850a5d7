using Compose.Files.Yaml;

namespace Compose.Files.Model;

/// <summary>A network of the project; the name is the engine's.</summary>
public sealed record Network
{
    public required string Key { get; init; }
    public required string Name { get; init; }
    public YamlMapping? Source { get; init; }
    public string? Driver { get; init; }
    public NamedMap<string> DriverOpts { get; init; } = NamedMap<string>.Empty;
    public Ipam Ipam { get; init; } = new();
    public bool External { get; init; }
    public bool Internal { get; init; }
    public bool Attachable { get; init; }
    public NamedMap<string> Labels { get; init; } = NamedMap<string>.Empty;
    public bool? EnableIPv4 { get; init; }
    public bool? EnableIPv6 { get; init; }
}
