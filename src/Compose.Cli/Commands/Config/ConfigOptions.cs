namespace Compose.Cli.Commands.Config;

internal sealed record ConfigOptions
{
    public bool Environment { get; init; }
    public string Explain { get; init; } = "";
    public string Format { get; init; } = "";
    public string Hash { get; init; } = "";
    public bool Images { get; init; }
    public bool LockImageDigests { get; init; }
    public bool Models { get; init; }
    public bool Networks { get; init; }
    public bool NoConsistency { get; init; }
    public bool NoEnvResolution { get; init; }
    public bool NoInterpolate { get; init; }
    public bool NoNormalize { get; init; }
    public bool NoPathResolution { get; init; }
    public string Output { get; init; } = "";
    public bool Profiles { get; init; }
    public bool Quiet { get; init; }
    public bool ResolveImageDigests { get; init; }
    public bool Services { get; init; }
    public bool Variables { get; init; }
    public bool Volumes { get; init; }
}
