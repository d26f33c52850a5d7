using Compose.Files.Model;
using Compose.Planning.Secrets;
using Compose.Planning.Swarm.Desired;

namespace Compose.Planning.Swarm.Binding;

/// <summary>
/// What a plan for a swarm needs besides the files: contents of configs and secrets by key, and what registries say of images.
/// </summary>
public sealed record StackInputs
{
    public NamedMap<byte[]> Configs { get; init; } = NamedMap<byte[]>.Empty;
    public NamedMap<byte[]> Secrets { get; init; } = NamedMap<byte[]>.Empty;

    /// <summary>By the image that the file names.</summary>
    public NamedMap<BoundImage> Images { get; init; } = NamedMap<BoundImage>.Empty;

    /// <summary>Digests of a lock file, by the image that the file names.</summary>
    public NamedMap<string> Pins { get; init; } = NamedMap<string>.Empty;

    public Redaction Redaction { get; init; } = Redaction.ByShape;
}
