using System.Collections.Immutable;
using Compose.Files.Model;

namespace Compose.Planning.Lifecycle;

/// <summary>The options of commands that create nothing. Each planner reads those of its command.</summary>
public sealed record LifecyclePolicy
{
    /// <summary>Services named on the command line; empty is all.</summary>
    public ImmutableArray<string> Services { get; init; } = [];

    /// <summary>-t; null is each container's own.</summary>
    public TimeSpan? StopTimeout { get; init; }

    /// <summary>kill -s.</summary>
    public string Signal { get; init; } = "SIGKILL";

    /// <summary>down -v, rm -v.</summary>
    public bool Volumes { get; init; }

    /// <summary>down --rmi.</summary>
    public ImageRemoval Images { get; init; }

    /// <summary>stop: services whose providers declare that they can be stopped.</summary>
    public ImmutableHashSet<string> StoppableProviders { get; init; } = [];

    public bool RemoveOrphans { get; init; }

    /// <summary>restart --no-deps.</summary>
    public bool NoDependencies { get; init; }

    /// <summary>rm -s.</summary>
    public bool Stop { get; init; }

    /// <summary>rm -f: do not ask.</summary>
    public bool Force { get; init; }

    /// <summary>start --wait.</summary>
    public bool Wait { get; init; }

    public TimeSpan? WaitTimeout { get; init; }

    /// <summary>start --wait-stable.</summary>
    public TimeSpan WaitStable { get; init; }

    public NamedMap<bool> Answers { get; init; } = NamedMap<bool>.Empty;
}
