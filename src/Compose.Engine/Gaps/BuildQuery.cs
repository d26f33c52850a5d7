using Compose.Engine.Registry;
using Docker.DotNet.Models;

namespace Compose.Engine.Gaps;

/// <summary>What the engine's classic builder is asked for, besides the context.</summary>
public sealed record BuildQuery
{
    public string? Dockerfile { get; init; }

    /// <summary>An address that the engine fetches the context from itself, in the place of one that is sent.</summary>
    public string? Remote { get; init; }

    public string? Target { get; init; }
    public bool NoCache { get; init; }
    public bool Pull { get; init; }
    public bool ForceRemove { get; init; }
    public string? NetworkMode { get; init; }
    public string? Platform { get; init; }
    public string? Isolation { get; init; }
    public long? ShmSize { get; init; }
    public long? Memory { get; init; }

    /// <summary>Null as a value takes the Dockerfile's default.</summary>
    public IReadOnlyDictionary<string, string?>? Arguments { get; init; }

    public IReadOnlyDictionary<string, string?>? Labels { get; init; }
    public IReadOnlyList<string>? CacheFrom { get; init; }
    public IReadOnlyList<Ulimit>? Ulimits { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary><c>host:address</c>.</summary>
    public IReadOnlyList<string> ExtraHosts { get; init; } = [];

    /// <summary>By registry, for base images.</summary>
    public IReadOnlyDictionary<string, RegistryCredential> Credentials { get; init; } = new Dictionary<string, RegistryCredential>();
}
