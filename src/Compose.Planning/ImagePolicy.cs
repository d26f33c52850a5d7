using System.Collections.Immutable;
using Compose.Files.Model;

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

    /// <summary>What ncompose.lock says: the digest of a reference.</summary>
    public NamedMap<string> Pins { get; init; } = NamedMap<string>.Empty;

    /// <summary>References that the plan after this one pulls, while it starts what does not need them.</summary>
    public ImmutableHashSet<string> Deferred { get; init; } = [];

    /// <summary>The builder does one image at a time: what another is built from is built before it.</summary>
    public bool OrderBuilds { get; init; }

    /// <summary>References that a first round has tried to pull: what is still missing is built, or is an error.</summary>
    public ImmutableHashSet<string> Tried { get; init; } = [];
}
