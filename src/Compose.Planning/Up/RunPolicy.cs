using Compose.Files.Model;
using Compose.Planning.Context;

namespace Compose.Planning.Up;

/// <summary>
/// `run`: a container beside the replicas. <paramref name="Service"/> is the service with the changes of the command line (command,
/// environment, ports, labels, no restart policy).
/// </summary>
public sealed record RunPolicy(Service Service, string Slug)
{
    /// <summary>--name.</summary>
    public string? Name { get; init; }

    /// <summary>--use-aliases: the container gets the service's aliases.</summary>
    public bool UseAliases { get; init; }

    /// <summary>--no-deps.</summary>
    public bool NoDependencies { get; init; }

    /// <summary>Detached: the plan starts it. An attached caller uses <see cref="RunPlanner.Start"/>.</summary>
    public bool Start { get; init; }

    /// <summary>How the dependencies are brought up.</summary>
    public UpPolicy Dependencies { get; init; } = new();
}
