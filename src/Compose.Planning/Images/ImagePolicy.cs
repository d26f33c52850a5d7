using System.Collections.Immutable;
using Compose.Files.Model;

namespace Compose.Planning.Images;

/// <summary>The image options of `up`: --pull, --build, --no-build.</summary>
public sealed record ImagePolicy
{
    /// <summary>--pull: overrides the services' own policies.</summary>
    public string? Pull { get; init; }

    public bool Build { get; init; }
    public bool NoBuild { get; init; }

    /// <summary>For pull policies with an interval.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Digests by reference, from ncompose.lock.</summary>
    public NamedMap<string> Pins { get; init; } = NamedMap<string>.Empty;

    /// <summary>References that the next plan pulls while it starts other services.</summary>
    public ImmutableHashSet<string> Deferred { get; init; } = [];

    /// <summary>The builder does not order images itself: the plan does.</summary>
    public bool OrderBuilds { get; init; }

    /// <summary>References that the first round tried to pull: if still missing, they are built, or an error.</summary>
    public ImmutableHashSet<string> Tried { get; init; } = [];
}
