using System.Collections.Immutable;

namespace Compose.Planning.Desired;

/// <summary>
/// What is known of an image on the engine. <paramref name="Digest"/> is the identity that com.docker.compose.image records. Facts that are
/// missing mean that the image is not there.
/// </summary>
public sealed record ImageFacts(string Reference, string Id, string Digest)
{
    /// <summary>Paths that the image declares as volumes.</summary>
    public ImmutableArray<string> Volumes { get; init; } = [];

    /// <summary>The image brings a probe of its own.</summary>
    public bool HasHealthCheck { get; init; }

    /// <summary>`repository@digest`, as the registries have it that it came from; empty for one that was built or loaded here.</summary>
    public ImmutableArray<string> RepoDigests { get; init; } = [];

    /// <summary>When it was pulled or tagged last, for pull policies with a window.</summary>
    public DateTimeOffset? LastTagged { get; init; }
}
