using Compose.Files.Model;

namespace Compose.Planning.Images;

/// <summary>The options of `pull`.</summary>
public sealed record PullOptions
{
    /// <summary>--policy: overrides the services' own policies.</summary>
    public string? Policy { get; init; }

    public bool IgnoreBuildable { get; init; }
    public bool IgnoreFailures { get; init; }
    public NamedMap<string> Pins { get; init; } = NamedMap<string>.Empty;
}
