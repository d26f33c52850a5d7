using System.Collections.Immutable;
using Compose.Files.Yaml;

namespace Compose.Files.Model;

/// <summary>An AI model that services use.</summary>
public sealed record ModelDefinition
{
    public required string Key { get; init; }
    public YamlMapping? Source { get; init; }
    public string? Name { get; init; }
    public required string Model { get; init; }
    public int ContextSize { get; init; }
    public ImmutableArray<string> RuntimeFlags { get; init; } = [];
}
