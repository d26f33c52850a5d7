using Compose.Files.Model;

namespace Compose.Execution.Building;

/// <summary>What a command line adds to what the files say about builds.</summary>
public sealed record BuildFlags
{
    /// <summary>--build-arg; null takes the value of the environment.</summary>
    public NamedMap<string?> Arguments { get; init; } = NamedMap<string?>.Empty;

    public NamedMap<string> Ssh { get; init; } = NamedMap<string>.Empty;
    public bool NoCache { get; init; }
    public bool Pull { get; init; }
    public bool Push { get; init; }

    /// <summary>Only look at the Dockerfiles.</summary>
    public bool Check { get; init; }

    public string? Builder { get; init; }
    public long Memory { get; init; }
    public string? Provenance { get; init; }
    public string? Sbom { get; init; }
}
