using Compose.Files.Yaml;

namespace Compose.Files.Model;

/// <summary>
/// A config or a secret: one of file, environment or content. The value of an environment variable is read here and shown nowhere.
/// </summary>
public sealed record FileObject
{
    public required string Key { get; init; }
    public required string Name { get; init; }
    public YamlMapping? Source { get; init; }
    public string? File { get; init; }
    public string? Environment { get; init; }
    public string? Content { get; init; }
    public bool External { get; init; }
    public NamedMap<string> Labels { get; init; } = NamedMap<string>.Empty;
    public string? Driver { get; init; }
    public NamedMap<string> DriverOpts { get; init; } = NamedMap<string>.Empty;
    public string? TemplateDriver { get; init; }
}
