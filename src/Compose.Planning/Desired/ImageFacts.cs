using System.Collections.Immutable;

namespace Compose.Planning.Desired;

/// <summary>An image on the engine. <paramref name="Digest"/> is the identity in com.docker.compose.image.</summary>
public sealed record ImageFacts(string Reference, string Id, string Digest)
{
    /// <summary>Paths that the image declares as volumes.</summary>
    public ImmutableArray<string> Volumes { get; init; } = [];

    /// <summary>The image has its own health check.</summary>
    public bool HasHealthCheck { get; init; }

    /// <summary>`repository@digest` of the registries that it came from; empty if it was built or loaded here.</summary>
    public ImmutableArray<string> RepoDigests { get; init; } = [];

    /// <summary>Time of the last pull or tag, for pull policies with an interval.</summary>
    public DateTimeOffset? LastTagged { get; init; }
}
