using System.Collections.Immutable;

namespace Compose.Files.Model;

/// <summary>The build section of a service.</summary>
public sealed record Build
{
    public required string Context { get; init; }
    public string? Dockerfile { get; init; }
    public string? DockerfileInline { get; init; }
    public ImmutableArray<string> Entitlements { get; init; } = [];
    public NamedMap<string?> Args { get; init; } = NamedMap<string?>.Empty;
    public string? Provenance { get; init; }
    public string? Sbom { get; init; }
    public NamedMap<string> Ssh { get; init; } = NamedMap<string>.Empty;
    public NamedMap<string> Labels { get; init; } = NamedMap<string>.Empty;
    public ImmutableArray<string> CacheFrom { get; init; } = [];
    public ImmutableArray<string> CacheTo { get; init; } = [];
    public bool NoCache { get; init; }
    public ImmutableArray<string> NoCacheFilter { get; init; } = [];
    public NamedMap<string> AdditionalContexts { get; init; } = NamedMap<string>.Empty;
    public bool Pull { get; init; }
    public ImmutableArray<string> ExtraHosts { get; init; } = [];
    public string? Isolation { get; init; }
    public string? Network { get; init; }
    public string? Target { get; init; }
    public ImmutableArray<FileReference> Secrets { get; init; } = [];
    public long ShmSize { get; init; }
    public ImmutableArray<string> Tags { get; init; } = [];
    public NamedMap<Ulimit> Ulimits { get; init; } = NamedMap<Ulimit>.Empty;
    public ImmutableArray<string> Platforms { get; init; } = [];
    public bool Privileged { get; init; }
}
