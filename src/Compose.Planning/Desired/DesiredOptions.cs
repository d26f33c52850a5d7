using System.Collections.Immutable;
using Compose.Files;
using Compose.Files.Model;
using Compose.Planning.Secrets;

namespace Compose.Planning.Desired;

/// <summary>The inputs of the desired state beside the project.</summary>
public sealed record DesiredOptions
{
    public Dialect Dialect { get; init; }

    /// <summary>By reference; an image that is missing here is not on the engine.</summary>
    public NamedMap<ImageFacts> Images { get; init; } = NamedMap<ImageFacts>.Empty;

    /// <summary>--scale, by service.</summary>
    public NamedMap<int> Scale { get; init; } = NamedMap<int>.Empty;

    /// <summary>--env-file as given, for the label.</summary>
    public ImmutableArray<string> EnvironmentFiles { get; init; } = [];

    /// <summary>
    /// Digests of the contents of configs and secrets, by `configs/KEY` and `secrets/KEY`. A missing one is not compared. They stay in
    /// memory: labels contain only keyed digests of them.
    /// </summary>
    public NamedMap<string> ContentDigests { get; init; } = NamedMap<string>.Empty;

    /// <summary>The engine lists annotations, so values that must not be in labels can be stored there.</summary>
    public bool ListsAnnotations { get; init; } = true;

    /// <summary>Random for each run: the keys of digests are derived from it.</summary>
    public string Seed { get; init; } = Guid.NewGuid().ToString("N");

    public Redaction Redaction { get; init; } = Redaction.ByShape;
}
