using System.Collections.Immutable;

namespace Compose.Execution.Facts;

/// <summary>What is on this machine: where the engine's address comes from, and the programs that help.</summary>
public sealed record ClientFacts
{
    public required string Address { get; init; }

    /// <summary>DOCKER_HOST, a context, or empty for the default address.</summary>
    public required string Origin { get; init; }

    public required string Configuration { get; init; }

    /// <summary>Why the docker configuration cannot be used; null when it can.</summary>
    public string? Damage { get; init; }

    /// <summary>The program that builds; null when the engine's own builder does.</summary>
    public string? Buildx { get; init; }

    public ImmutableArray<ContextFacts> Contexts { get; init; } = [];
    public ImmutableArray<CredentialFacts> Credentials { get; init; } = [];

    /// <summary>A context of the docker command line; <paramref name="Host"/> is null when it cannot be read.</summary>
    public sealed record ContextFacts(string Name, string? Host, bool IsCurrent);

    /// <summary>A program that keeps credentials. An empty <paramref name="Registry"/> stands for all others.</summary>
    public sealed record CredentialFacts(string Registry, string Program, bool IsFound);
}
