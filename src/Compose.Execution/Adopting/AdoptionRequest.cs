using System.Collections.Immutable;

namespace Compose.Execution.Adopting;

/// <summary>Which containers become which project.</summary>
public sealed record AdoptionRequest
{
    public required string Project { get; init; }

    /// <summary>Where the file will be: relative paths start here.</summary>
    public required string Directory { get; init; }

    /// <summary>Ids.</summary>
    public required ImmutableArray<string> Containers { get; init; }

    public required SecretPlace Secrets { get; init; }
}
