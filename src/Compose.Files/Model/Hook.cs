using System.Collections.Immutable;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Model;

/// <summary>
/// A command run in a container when it starts or stops (post_start, pre_stop), or in a container of its own before it (pre_start).
/// </summary>
public sealed record Hook
{
    public ImmutableArray<string> Command { get; init; } = [];
    public string? Image { get; init; }
    public string? User { get; init; }
    public bool Privileged { get; init; }
    public string? WorkingDir { get; init; }
    public NamedMap<string?> Environment { get; init; } = NamedMap<string?>.Empty;
    public bool PerReplica { get; init; }

    /// <summary>Everything that it declares, which for pre_start is the specification of a container.</summary>
    public YamlMapping Source { get; init; } = new(SourceSpan.None, []);
}
