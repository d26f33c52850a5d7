using System.Collections.Immutable;
using Compose.Files;
using Compose.Files.Model;

namespace Compose.Planning.Desired;

/// <summary>What the desired state depends on beside the project.</summary>
public sealed record DesiredOptions
{
    public Dialect Dialect { get; init; }

    /// <summary>By reference; an image without facts is not on the engine.</summary>
    public NamedMap<ImageFacts> Images { get; init; } = NamedMap<ImageFacts>.Empty;

    /// <summary>--scale, by service.</summary>
    public NamedMap<int> Scale { get; init; } = NamedMap<int>.Empty;

    /// <summary>--env-file as given, for the label.</summary>
    public ImmutableArray<string> EnvironmentFiles { get; init; } = [];

    /// <summary>Digests of what configs and secrets hold, by `configs/KEY` and `secrets/KEY`. One that is missing is not compared. They stay in memory: a label has a digest of the digest, made with a key.</summary>
    public NamedMap<string> ContentDigests { get; init; } = NamedMap<string>.Empty;

    /// <summary>The engine keeps annotations and shows them in its lists, so that what is not for labels can be kept there.</summary>
    public bool ListsAnnotations { get; init; } = true;

    /// <summary>Random, and another one in each run: the keys of digests are made from it.</summary>
    public string Seed { get; init; } = Guid.NewGuid().ToString("N");

    /// <summary>What plans show of values.</summary>
    public Redaction Redaction { get; init; } = Redaction.ByShape;
}
