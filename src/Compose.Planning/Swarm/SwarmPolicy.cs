using Compose.Files.Model;
using Compose.Planning.Swarm.Binding;

namespace Compose.Planning.Swarm;

/// <summary>What `up` on a swarm was asked for.</summary>
public sealed record SwarmPolicy
{
    /// <summary>What the files no longer declare is removed.</summary>
    public bool Prune { get; init; }

    /// <summary>Services that the files do not declare are not reported.</summary>
    public bool IgnoresOrphans { get; init; }

    /// <summary>All tasks are replaced even if nothing has changed.</summary>
    public bool Recreate { get; init; }

    /// <summary>Secrets whose content the swarm does not reveal are replaced.</summary>
    public bool RotateSecrets { get; init; }

    /// <summary>The plan ends when every service has converged; without it, when the swarm knows what to do.</summary>
    public bool Wait { get; init; } = true;

    /// <summary>Services that were updated are restored when one does not converge.</summary>
    public bool RollBack { get; init; } = true;

    /// <summary>The user and the machine, for the history of releases.</summary>
    public string By { get; init; } = "";

    /// <summary>Impossible placements are errors.</summary>
    public bool ChecksNodes { get; init; } = true;

    public ResolvePolicy Resolve { get; init; }
    public NamedMap<int> Scale { get; init; } = NamedMap<int>.Empty;
}
