using Compose.Files.Model;

namespace Compose.Planning;

/// <summary>
/// `run`: a container beside the replicas. <paramref name="Service"/> is the service with the command line's changes made to it (command,
/// environment, ports, labels, no restart policy).
/// </summary>
public sealed record RunPolicy(Service Service, string Slug)
{
    /// <summary>--name.</summary>
    public string? Name { get; init; }

    /// <summary>--use-aliases: it answers to the service's names.</summary>
    public bool UseAliases { get; init; }

    /// <summary>--no-deps.</summary>
    public bool NoDependencies { get; init; }

    /// <summary>Detached: the plan starts it. Otherwise whoever attaches does, with <see cref="RunPlanner.Start"/>.</summary>
    public bool Start { get; init; }

    /// <summary>For the dependencies.</summary>
    public UpPolicy Dependencies { get; init; } = new();
}
