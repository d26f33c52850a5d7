using Compose.Files.Model;

namespace Compose.Planning.Kubernetes;

/// <summary>A project, and what is not in its files.</summary>
public sealed record ConversionInputs(ComposeProject Project)
{
    /// <summary>The contents of configs and secrets: `configs/KEY`, `secrets/KEY`.</summary>
    public NamedMap<string> Contents { get; init; } = NamedMap<string>.Empty;

    /// <summary>The ports that the images expose, by service: `80/tcp`.</summary>
    public NamedMap<IReadOnlyList<string>> Exposed { get; init; } = NamedMap<IReadOnlyList<string>>.Empty;
}
