using Compose.Files.Model;

namespace Compose.Planning;

/// <summary>What `pull` was asked for.</summary>
public sealed record PullPolicy
{
    /// <summary>--policy: in the place of every service's own.</summary>
    public string? Policy { get; init; }

    public bool IgnoreBuildable { get; init; }
    public bool IgnoreFailures { get; init; }
    public NamedMap<string> Pins { get; init; } = NamedMap<string>.Empty;
}
