using System.Collections.Immutable;

namespace Compose.Files.Model;

/// <summary>`x-ncompose.adopted` of a service: the containers that `ncompose adopt` wrote the service from.</summary>
public sealed record Adoption
{
    /// <summary>Ids of containers that another tool created: the next `up` replaces them.</summary>
    public ImmutableArray<string> Containers { get; init; } = [];

    /// <summary>The config hash on the containers. Together with <see cref="As"/>, or null.</summary>
    public string? Hash { get; init; }

    /// <summary>
    /// The config hash of the service when it was written. While the service has it, containers with <see cref="Hash"/> are up to date.
    /// </summary>
    public string? As { get; init; }
}
