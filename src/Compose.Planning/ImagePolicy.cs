using System.Collections.Immutable;

namespace Compose.Planning;

/// <summary>How images are to be got: --pull, --build, --no-build.</summary>
public sealed record ImagePolicy
{
    /// <summary>--pull: in the place of every service's own policy.</summary>
    public string? Pull { get; init; }

    public bool Build { get; init; }
    public bool NoBuild { get; init; }

    /// <summary>For policies with a window.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>References that a first round has tried to pull: what is still missing is built, or is an error.</summary>
    public ImmutableHashSet<string> Tried { get; init; } = [];
}
