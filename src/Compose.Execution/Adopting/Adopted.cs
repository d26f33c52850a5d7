using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Execution.Adopting;

/// <summary>A compose file that describes containers, and the files beside it.</summary>
public sealed record Adopted(string Project, YamlMapping Tree)
{
    public ImmutableArray<AdoptedFile> Files { get; init; } = [];
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>Containers that the next `up` replaces, because another tool created them.</summary>
    public ImmutableArray<string> Replaced { get; init; } = [];

    /// <summary>Containers that stay as they are.</summary>
    public ImmutableArray<string> Kept { get; init; } = [];

    /// <summary>Why the file cannot be loaded; normally empty.</summary>
    public ImmutableArray<Diagnostic> Problems { get; init; } = [];

    public SourceSet Sources { get; init; } = new();
}
